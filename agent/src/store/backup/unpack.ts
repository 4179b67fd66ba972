import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { compareVersions, isVersion } from '@sereno/shared/semver.ts'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { venueName } from '../adapter.ts'
import { diskFree } from '../disk-free.ts'
import { migrations } from '../migrations/index.ts'
import { mostVenueBytes } from '../read-venue.ts'
import { keyName, mostKeyBytes } from '../sealed.ts'
import { marginBytes } from './archive.ts'
import { BackupFault } from './faults.ts'
import { inThread, readInThread } from './in-thread.ts'
import { type Archived, anyManifest, archived, formatNow, type Manifest, manifest, manifestName } from './manifest.ts'

const mostManifestBytes = 64 * 1024
/** Ours has three or four; a directory of a million names is not read to its end. */
const mostEntries = archived.length + 1

/**
 * Takes an archive apart into a folder and checks everything in it: only the files that we know, by their exact names,
 * each with the length and the sum that the manifest says, the settings and the database sound and not newer than us.
 * @param version ours, where it is known: settings that we do not understand are then those of a newer Sereno, or damaged
 * @throws {BackupFault}
 */
export async function unpack(file: string, into: string, version?: string): Promise<Manifest> {
  const zip = await openPromise(file, { lazyEntries: true, autoClose: false, strictFileNames: true }).catch(() => {
    throw new BackupFault('foreign', 'it is no ZIP file')
  })
  try {
    const entries = await entriesOf(zip)
    const made = await manifestOf(zip, entries)
    const sum = archived.reduce((bytes, name) => bytes + (made.files[name]?.bytes ?? 0), 0)
    const free = await diskFree(into)
    if (free !== null && free < sum + marginBytes) throw new BackupFault('no_room', `${free} bytes are free`)
    for (const name of archived) await extract(zip, entries, made, name, into)
    await checkVenue(join(into, venueName), isNewer(made.version, version))
    await checkDatabase(join(into, 'sereno.db'), made)
    return made
  } finally {
    zip.close()
  }
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  if (zip.entryCount > mostEntries) throw new BackupFault('foreign', `${zip.entryCount} files are in it`)
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName)) throw new BackupFault('damaged', 'it holds one name twice')
      entries.set(entry.fileName, entry)
    }
  } catch (fault) {
    if (fault instanceof BackupFault) throw fault
    throw new BackupFault('damaged', (fault as Error).message)
  }
  if (!entries.has(manifestName)) throw new BackupFault('foreign', `it holds no ${manifestName}`)
  return entries
}

async function manifestOf(zip: ZipFile, entries: Map<string, Entry>): Promise<Manifest> {
  const entry = entries.get(manifestName)
  if (entry === undefined || entry.uncompressedSize > mostManifestBytes)
    throw new BackupFault('foreign', `its ${manifestName} is none of ours`)
  const said = await jsonOf(zip, entry)
  const any = anyManifest.safeParse(said)
  if (!any.success) throw new BackupFault('foreign', `its ${manifestName} is none of ours`)
  if (any.data.format > formatNow) throw new BackupFault('too_new', `format ${any.data.format}`)
  const known = manifest.safeParse(said)
  if (!known.success) throw new BackupFault('damaged', `its ${manifestName} is not as it should be`)
  if (known.data.schema > migrations.length) throw new BackupFault('too_new', `schema ${known.data.schema}`)
  return known.data
}

async function jsonOf(zip: ZipFile, entry: Entry): Promise<unknown> {
  try {
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part)
    return JSON.parse(Buffer.concat(parts).toString('utf8'))
  } catch {
    throw new BackupFault('damaged', `${manifestName} cannot be read`)
  }
}

async function extract(
  zip: ZipFile,
  entries: Map<string, Entry>,
  made: Manifest,
  name: Archived,
  into: string,
): Promise<void> {
  const entry = entries.get(name)
  const wanted = made.files[name]
  if (wanted === undefined) return
  // yauzl ends a stream that grows beyond what the entry says of itself.
  if (entry === undefined || entry.uncompressedSize !== wanted.bytes || entry.isEncrypted())
    throw new BackupFault('damaged', `${name} is not what the manifest says`)
  if (name === venueName && wanted.bytes > mostVenueBytes) throw new BackupFault('damaged', `${name} is too large`)
  if (name === keyName && wanted.bytes > mostKeyBytes) throw new BackupFault('damaged', `${name} is too large`)
  const hash = createHash('sha256')
  const hashing = new Transform({
    transform(part: Buffer, _, take) {
      hash.update(part)
      take(null, part)
    },
  })
  const stream: Readable = await zip.openReadStreamPromise(entry).catch((fault: Error) => {
    throw new BackupFault('damaged', `${name}: ${fault.message}`)
  })
  try {
    await pipeline(stream, hashing, createWriteStream(join(into, name), { mode: 0o600, flush: true }))
  } catch (fault) {
    const { code, message } = fault as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BackupFault('no_room', message)
    throw new BackupFault('damaged', `${name}: ${message}`)
  }
  if (hash.digest('hex') !== wanted.sha256) throw new BackupFault('damaged', `${name} has another sum`)
}

const isNewer = (made: string, ours: string | undefined) =>
  ours !== undefined && isVersion(ours) && isVersion(made) && compareVersions(made, ours) > 0

/** Its sum was right: what cannot be read there was written so. */
async function checkVenue(file: string, ofNewer: boolean): Promise<void> {
  const read = await readInThread(file)
  if (read !== null && 'document' in read) return
  const why = read === null ? 'it cannot be read' : `${read.refusal.path} ${read.refusal.reason}`
  throw new BackupFault(ofNewer ? 'too_new' : 'damaged', `${venueName}: ${why}`)
}

async function checkDatabase(file: string, made: Manifest): Promise<void> {
  const { venue, madeAt, version } = made
  const adopted = await inThread({
    do: 'adopt',
    file,
    most: migrations.length,
    restored: JSON.stringify({ venue, madeAt, version }),
  }).catch((fault: Error & { code?: string }) => {
    throw new BackupFault(fault.code === 'disk_full' ? 'no_room' : 'damaged', `sereno.db: ${fault.message}`)
  })
  if (adopted.schema !== made.schema) throw new BackupFault('damaged', 'the schema is not what the manifest says')
}
