import { cleanText } from '@sereno/shared/field.ts'
import { isOutside } from '../../flow/channel-calls.ts'
import { fileNameOf, fileType } from '../files/file-type.ts'
import { putFile } from '../files/take-file.ts'
import type { House } from '../house.ts'
import { leftWords } from './left-words.ts'
import { callable } from './open-hook.ts'
import { fileIdOf, forget, type PendingFile, pendingFiles, putOff } from './pending-files.ts'

const [secondMs, minuteMs, hourMs] = [1000, 60_000, 3_600_000]
/** After each try; Meta keeps what a message names for a week. */
const waitsMs = [10 * secondMs, minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 6 * hourMs]
const restMs = 10 * minuteMs
const atOnce = 2

/** Fetches the files that contacts sent, those that wait since before a restart too. Gives how to end it. */
export function startFetching(house: House): () => Promise<void> {
  const end = new AbortController()
  let running: Promise<void> | null = null
  let isWanted = false
  let cancelTimer = () => {}

  const wake = () => {
    isWanted = true
    if (end.signal.aborted) return
    running ??= rounds().finally(() => {
      running = null
      if (isWanted) wake()
    })
  }

  async function rounds(): Promise<void> {
    while (isWanted && !end.signal.aborted) {
      isWanted = false
      cancelTimer()
      const nextAt = await fetchDue(house, end.signal).catch((fault: Error) => {
        house.log.error({ fault: fault.message }, 'files of contacts cannot be fetched')
        return Number.POSITIVE_INFINITY
      })
      const waitMs = Math.min(Math.max(nextAt - house.clock.now(), 0), restMs)
      if (!end.signal.aborted) cancelTimer = house.clock.after(waitMs, wake)
    }
  }

  house.bus.on('files.waiting', wake)
  wake()
  return async () => {
    end.abort()
    house.bus.off('files.waiting', wake)
    cancelTimer()
    await running
  }
}

/** When the next is due, ms since 1970. */
async function fetchDue(house: House, signal: AbortSignal): Promise<number> {
  const now = house.clock.now()
  const { files, isTooMany } = await pendingFiles(house)
  const due = files.filter(({ nextAt }) => nextAt <= now || nextAt - now > Math.max(...waitsMs))
  const work = async () => {
    for (let file = due.shift(); file !== undefined && !signal.aborted; file = due.shift()) {
      await fetchOne(house, file, isTooMany, signal)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return Math.min(...(await pendingFiles(house)).files.map(({ nextAt }) => nextAt))
}

async function fetchOne(house: House, file: PendingFile, isTooMany: boolean, signal: AbortSignal): Promise<void> {
  const message = await house.store.talk.message(file.messageId)
  const channel = house.book.read().channels.find(({ id }) => id === file.channelId)
  // Erased since; or it never came to be kept, and Meta sends it again.
  if (message === null) return forget(house, file)
  if (message.files.some(({ id }) => id === fileIdOf(file))) return forget(house, file)
  const outside = channel !== undefined && isOutside(channel) ? callable(house, channel) : null
  const answer = await outside?.fetch({ ref: file.ref, name: file.name, kind: 'document' }, signal)
  if (signal.aborted) return
  if (answer?.end === 'fetched') {
    const isKept = await keepFile(house, file, message.conversationId, answer)
    if (!isKept) await tellLeft(house, file, message.conversationId, 'refused')
    return forget(house, file)
  }
  const waitMs = waitsMs[file.tries]
  if (answer?.end === 'later' && waitMs !== undefined && !isTooMany) {
    return putOff(house, file, house.clock.now() + waitMs)
  }
  house.log.warn({ channel: file.channelId, reason: answer?.reason ?? 'no channel' }, 'a file was not fetched')
  await tellLeft(house, file, message.conversationId, 'lost')
  return forget(house, file)
}

/** Whether it is one that we take, and there is room for it. */
async function keepFile(
  { store, clock, bus }: House,
  pending: PendingFile,
  conversationId: string,
  { name, bytes }: { name: string; bytes: Uint8Array },
): Promise<boolean> {
  const type = await fileType(bytes)
  if (type === null) return false
  const { talk } = store
  const id = fileIdOf(pending)
  // Half of it may be here since before a restart.
  await talk.dropFile(id)
  const file = { id, conversationId, name: fileNameOf(name, type), type, bytes: bytes.length, at: clock.now() }
  if ((await talk.beginFile(file, 'contact')) !== null) return false
  await putFile(Buffer.from(bytes), {
    add: (part, piece) => talk.addFilePart(id, part, piece),
    end: () => talk.endFile(id),
    drop: () => talk.dropFile(id),
  })
  const isNamed = await talk.nameFile(id, pending.messageId)
  if (isNamed) bus.emit('message.changed', conversationId, pending.messageId)
  return isNamed
}

/** A note of its own: what was there before may have been read, and the contact wrote nothing. */
async function tellLeft(
  house: House,
  file: PendingFile,
  conversationId: string,
  why: 'refused' | 'lost',
): Promise<void> {
  const { store, clock, bus } = house
  const words = leftWords(house, why, cleanText(file.name, 80))
  const id = await store.talk.remark(conversationId, fileIdOf(file), words, clock.now())
  if (id !== null) bus.emit('message.changed', conversationId, id)
}
