import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { iso } from '../../clock.ts'
import { venueName, venueText } from '../adapter.ts'
import { databaseBytes, diskFree } from '../disk-free.ts'
import { textOf } from '../durable-file.ts'
import { makeFolder } from '../make-folder.ts'
import { keyName, mostKeyBytes } from '../sealed.ts'
import { zipOf } from '../zip.ts'
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

const zipped = (work: string, made: Manifest): AsyncGenerator<Buffer> =>
  zipOf(
    [
      { name: manifestName, parts: () => Readable.from([`${JSON.stringify(made, null, 2)}\n`]) },
      ...archived.flatMap((name) => {
        const size = made.files[name]?.bytes
        return size === undefined ? [] : [{ name, size, parts: () => createReadStream(join(work, name)) }]
      }),
    ],
    new Date(made.madeAt),
  )
