import { z } from 'zod'
import type { RemoteFile } from '../../channels/channel.ts'
import type { House } from '../house.ts'

const prefix = 'talk.file.'
/** That wait at a time; of more it is told that they were not fetched. */
const most = 500

const pendingFile = z.object({
  channelId: z.string(),
  messageId: z.string(),
  /** The message's, by which its channel knows it. */
  externalId: z.string(),
  ref: z.string(),
  name: z.string(),
  tries: z.number(),
  /** ms since 1970 */
  nextAt: z.number(),
})
/** A file of a contact's that is still to be fetched; kept, so that a restart fetches it. */
export type PendingFile = z.infer<typeof pendingFile> & { key: string }

const keyOf = (messageId: string, place: number) => `${prefix}${messageId}-${place}`

/** The file's id here: the same however often it is fetched. */
export const fileIdOf = ({ key }: PendingFile): string => key.slice(prefix.length)

export async function notePending(
  { store, clock }: House,
  message: { channelId: string; messageId: string; externalId: string },
  files: readonly RemoteFile[],
): Promise<void> {
  if (files.length === 0) return
  const nextAt = clock.now()
  const rows = files.map(({ ref, name }, place) => [
    keyOf(message.messageId, place),
    { ...message, ref, name, tries: 0, nextAt },
  ])
  await store.keep.set(Object.fromEntries(rows))
}

/** Those of a message that was here already. */
export async function forgetFiles({ store }: House, messageId: string, count: number): Promise<void> {
  if (count === 0) return
  const keys = Array.from({ length: count }, (_, place) => [keyOf(messageId, place), null])
  await store.keep.set(Object.fromEntries(keys))
}

/** In the order of their messages. `isTooMany`: more wait than may. */
export async function pendingFiles({ store }: House): Promise<{ files: PendingFile[]; isTooMany: boolean }> {
  const rows = (await store.keep.all(prefix)).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const files = rows.flatMap(([key, value]) => {
    const read = pendingFile.safeParse(value)
    return read.success ? [{ ...read.data, key }] : []
  })
  return { files, isTooMany: files.length > most }
}

/** Tried once more later. */
export const putOff = ({ store }: House, { key, ...file }: PendingFile, nextAt: number): Promise<void> =>
  store.keep.set({ [key]: { ...file, tries: file.tries + 1, nextAt } })

export const forget = ({ store }: House, { key }: PendingFile): Promise<void> => store.keep.set({ [key]: null })
