import type { AttachmentType } from '@sereno/shared/ticket.ts'
import { Fault, type FaultCode } from '../fault.ts'
import { gather } from '../gather.ts'
import { fileNameOf, fileType } from './file-type.ts'

/** A file on its way in, with as many bytes as its sender says. */
export interface SentFile {
  parts: AsyncIterable<Uint8Array>
  bytes: number
}

/** One that is here whole: what it is, its bytes say. */
export interface TakenFile {
  name: string
  type: AttachmentType
  file: Buffer
}

/** So large a part fits into one write that nobody waits long behind. */
const partBytes = 256 * 1024
/** So many are taken in at once: each stands in memory until it is known what it is. */
const mostAtOnce = 3
const waitSeconds = 5

/**
 * Takes files in, a few at once, and hands each to `keep`.
 * @throws {Fault} `tooLarge`, `attachment_type`, `too_often`
 */
export function fileTaker(mostBytes: number, tooLarge: FaultCode) {
  let taking = 0

  return async <T>(sent: SentFile, name: string, keep: (file: TakenFile) => Promise<T>): Promise<T> => {
    if (sent.bytes > mostBytes) throw new Fault(tooLarge)
    if (taking >= mostAtOnce) throw new Fault('too_often', { values: { n: waitSeconds } })
    taking += 1
    try {
      const file = await gather(sent.parts, mostBytes, tooLarge)
      const type = await fileType(file)
      if (type === null) throw new Fault('attachment_type')
      return await keep({ name: fileNameOf(name, type), type, file })
    } finally {
      taking -= 1
    }
  }
}

/** Where the parts of a file go, for which there is room already. */
export interface FilePlace {
  add(part: number, bytes: Uint8Array): Promise<void>
  end(): Promise<void>
  drop(): Promise<void>
}

/** Writes a file part by part; one that does not come about leaves nothing. */
export async function putFile(file: Buffer, place: FilePlace): Promise<void> {
  try {
    for (let part = 0; part * partBytes < file.length; part += 1) {
      await place.add(part, Uint8Array.from(file.subarray(part * partBytes, (part + 1) * partBytes)))
    }
    await place.end()
  } catch (fault) {
    await place.drop().catch(() => {})
    throw fault
  }
}

/** A kept file, part by part. */
export async function* partsOf(read: (part: number) => Promise<Uint8Array | null>): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const bytes = await read(part)
    if (bytes === null) return
    yield bytes
  }
}
