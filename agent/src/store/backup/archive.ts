import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { ZipFile } from 'yazl'
import { iso } from '../../clock.ts'
import { venueName, venueText } from '../adapter.ts'
import { databaseBytes, diskFree } from '../disk-free.ts'
import { textOf } from '../durable-file.ts'
import { makeFolder } from '../make-folder.ts'
import { keyName, mostKeyBytes } from '../sealed.ts'
import { BackupFault } from './faults.ts'
import { inThread, readInThread } from './in-thread.ts'
import { archived, formatNow, type Manifest, manifestName } from './manifest.ts'
import { shelfName } from './names.ts'
import { clearStaleWork, openWork } from './work-folder.ts'

const databaseName = 'sereno.db'
/** What stays free for the watch itself. */
export const marginBytes = 64 * 1024 * 1024

export interface Source {
  /** The state folder. */
  folder: string
  /** Of the agent. */
  version: string
  /** ms since 1970 */
  now: number
  /** The settings in force there, of whoever has them at hand; otherwise they are read. */
  venue?: Readonly<VenueDocument>
}

/** An archive as it is made: its bytes one after the other, never all at once. */
interface Archive {
  manifest: Manifest
  /** Where it is made; whoever takes the bytes may put a file there. */
  work: string
  bytes(): AsyncGenerator<Buffer>
  /** Clears away the copies that it is made from, and what was put beside them. */
  clear(): Promise<void>
}

/**
 * Copies what belongs to the venue, and gives it as one ZIP. Works on any state folder, also while an agent runs on it.
 * @param into the state folder on whose shelf the copies lie meanwhile
 * @param room how many times the database there has to be room for
 * @throws {BackupFault} `no_room` · {StoreFault}
 */
export async function openArchive(source: Source, room: 1 | 2, into = source.folder): Promise<Archive> {
  const { folder, version, now } = source
  const shelf = join(into, shelfName)
  makeFolder(shelf)
  await clearStaleWork(shelf, now)
  const bytes = await databaseBytes(join(folder, databaseName))
  const free = await diskFree(shelf)
  if (free !== null && free < room * bytes + marginBytes) throw new BackupFault('no_room', `${free} bytes are free`)
  const venue = source.venue ?? (await venueOf(folder))
  const { path: work, clear } = await openWork(shelf)
  try {
    const text = venueText(venue)
    await writeFile(join(work, venueName), text, { mode: 0o600 })
    const key = await textOf(join(folder, keyName), mostKeyBytes)
    if (key !== null) await writeFile(join(work, keyName), key, { mode: 0o600 })
    const { schema, ...database } = await inThread({
      do: 'copy',
      from: join(folder, databaseName),
      to: join(work, databaseName),
    })
    const made: Manifest = {
      format: formatNow,
      venue: venue.venue.name,
      madeAt: iso(now),
      version,
      schema,
      files: {
        'venue.json': sumOf(text),
        ...(key !== null && { [keyName]: sumOf(key) }),
        'sereno.db': database,
      },
    }
    return { manifest: made, work, bytes: () => zipped(work, made), clear }
  } catch (fault) {
    await clear()
    throw fault
  }
}

const sumOf = (text: string) => ({
  sha256: createHash('sha256').update(text).digest('hex'),
  bytes: Buffer.byteLength(text),
})

/** The settings that are in force there: an edit by hand that cannot be is not backed up. */
export async function venueOf(folder: string): Promise<VenueDocument> {
  for (const name of [venueName, 'venue.last-good.json']) {
    const read = await readInThread(join(folder, name))
    if (read !== null && 'document' in read) return read.document
  }
  throw new BackupFault('damaged', `${folder} holds no venue.json that can be read`)
}

async function* zipped(work: string, made: Manifest): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  const mtime = new Date(made.madeAt)
  const open: ReadStream[] = []
  const failed = Promise.withResolvers<never>()
  failed.promise.catch(() => {})
  let stopped = false
  zip.addBuffer(Buffer.from(`${JSON.stringify(made, null, 2)}\n`), manifestName, { mtime, mode: 0o100600 })
  for (const name of archived) {
    const size = made.files[name]?.bytes
    if (size === undefined) continue
    zip.addReadStreamLazy(name, { mtime, mode: 0o100600, size, compressionLevel: 6 }, (take) => {
      // The archive goes on to its next file by itself; whoever stopped has cleared it away.
      if (stopped) return
      const stream = createReadStream(join(work, name))
      stream.on('error', failed.reject)
      open.push(stream)
      take(null, stream)
    })
  }
  zip.on('error', failed.reject)
  zip.end()
  const parts = (zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Buffer>)[Symbol.asyncIterator]()
  try {
    for (;;) {
      const { done, value } = await Promise.race([parts.next(), failed.promise])
      if (done === true) return
      yield value as Buffer
    }
  } finally {
    stopped = true
    // Whoever stops half-way leaves no file open.
    for (const stream of open) stream.destroy()
  }
}
