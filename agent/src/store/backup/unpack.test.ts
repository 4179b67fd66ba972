import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { describe, expect, it } from 'vitest'
import { openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import { liveIn, madeAt } from '../../../test/fakes/lived-in.ts'
import { ownFolder } from '../../../test/fakes/own-folder.ts'
import { Database } from '../database.ts'
import { inThread } from './in-thread.ts'
import type { Manifest } from './manifest.ts'
import { makeBackup, pathOf } from './shelf.ts'
import { unpack } from './unpack.ts'

interface Parts {
  'manifest.json': Manifest
  'venue.json': Buffer
  'secret.key': Buffer
  'sereno.db': Buffer
}

async function good(): Promise<{ file: string; parts: Parts; folder: string }> {
  const folder = ownFolder()
  await liveIn(folder)
  const { name } = await makeBackup({ folder, version: '1.2.3', now: madeAt, reason: 'manual' })
  const file = pathOf(folder, name) ?? ''
  const zip = await openPromise(file, { lazyEntries: true })
  const read: Record<string, Buffer> = {}
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk)
    read[entry.fileName] = Buffer.concat(chunks)
  }
  const { 'manifest.json': said, 'venue.json': venue, 'secret.key': key, 'sereno.db': database } = read
  if (!said || !venue || !key || !database) throw new Error('a part is missing')
  return {
    folder,
    file,
    parts: {
      'manifest.json': JSON.parse(said.toString()),
      'venue.json': venue,
      'secret.key': key,
      'sereno.db': database,
    },
  }
}

/** An archive with what a test says in it. */
async function archiveOf(parts: Record<string, unknown>): Promise<string> {
  const file = join(ownFolder(), 'archive.zip')
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts))
    zip.addBuffer(Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content)), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
  return file
}

async function codeOf(file: string, ours?: string): Promise<string> {
  const into = await mkdtemp(join(ownFolder(), 'into-'))
  return unpack(file, into, ours).then(
    () => 'taken',
    (fault: { code: string }) => fault.code,
  )
}

/** The same database after some SQL, with the sums that belong to it. */
async function changed(parts: Parts, sql: string): Promise<Record<string, unknown>> {
  const folder = ownFolder()
  const [from, to] = [join(folder, 'from.db'), join(folder, 'to.db')]
  await writeFile(from, parts['sereno.db'])
  const db = new Database(from)
  db.exec(sql)
  db.close()
  const { schema, ...sealed } = await inThread({ do: 'copy', from, to })
  const files = { ...parts['manifest.json'].files, 'sereno.db': sealed }
  return { ...parts, 'manifest.json': { ...parts['manifest.json'], schema, files }, 'sereno.db': await readFile(to) }
}

describe('an archive', () => {
  it('that a backup made is taken', async () => {
    expect(await codeOf((await good()).file)).toBe('taken')
  })

  it('is refused wherever a byte of its content was turned', async () => {
    const { file, parts } = await good()
    const bytes = await readFile(file)
    let refused = 0
    for (let round = 0; round < 24; round += 1) {
      const at = Math.floor((bytes.length / 24) * round) + 40
      const other = Buffer.from(bytes)
      other[at] = (other[at] ?? 0) ^ 0xff
      await writeFile(file, other)
      const into = await mkdtemp(join(ownFolder(), 'into-'))
      const taken = await unpack(file, into).catch(() => null)
      if (taken === null) refused += 1
      // What names neither content nor place, such as a time of a file, may differ: what is in it may not.
      else
        expect([taken, await readFile(join(into, 'venue.json'))]).toEqual([parts['manifest.json'], parts['venue.json']])
    }
    expect(refused).toBeGreaterThanOrEqual(18)
  })

  it('of before there was a key of the secrets is taken, and one that keeps it back is not', async () => {
    const { parts } = await good()
    const { 'secret.key': _, ...others } = parts
    expect(await codeOf(await archiveOf(others))).toBe('damaged')
    const { 'secret.key': __, ...files } = parts['manifest.json'].files
    const old = { ...parts['manifest.json'], format: 1, files }
    expect(await codeOf(await archiveOf({ ...others, 'manifest.json': old }))).toBe('taken')
  })

  it('is refused wherever it was cut off, and where it is none', async () => {
    const { file } = await good()
    const bytes = await readFile(file)
    for (const part of [0, 0.3, 0.9, 0.999]) {
      await writeFile(file, bytes.subarray(0, Math.floor(bytes.length * part)))
      expect(await codeOf(file)).toBe('foreign')
    }
    await writeFile(file, randomBytes(100_000))
    expect(await codeOf(file)).toBe('foreign')
    expect(await codeOf(await archiveOf({ 'holiday.jpg': randomBytes(100) }))).toBe('foreign')
  })

  it('of a newer Sereno is told apart from a damaged one', async () => {
    const { parts } = await good()
    const said = parts['manifest.json']
    expect(await codeOf(await archiveOf({ ...parts, 'manifest.json': { ...said, schema: 999 } }))).toBe('too_new')
    expect(await codeOf(await archiveOf({ ...parts, 'manifest.json': { format: 3, more: 1 } }))).toBe('too_new')
    expect(await codeOf(await archiveOf({ ...parts, 'manifest.json': { ...said, schema: 0 } }))).toBe('damaged')
    expect(await codeOf(await archiveOf({ ...parts, 'manifest.json': { ...said, schema: 3 } }))).toBe('damaged')
  })

  it('takes out nothing but what it knows: no other name, no way out of the folder, no flood', async () => {
    const { parts, file } = await good()
    const said = parts['manifest.json']
    expect(await codeOf(await archiveOf({ ...parts, 'more.txt': Buffer.from('x') }))).toBe('foreign')
    const bytes = (await readFile(file)).toString('latin1').replaceAll('venue.json', '../ue.json')
    await writeFile(file, bytes, 'latin1')
    expect(await codeOf(file)).toBe('damaged')
    const huge = { ...said.files, 'sereno.db': { sha256: said.files['sereno.db'].sha256, bytes: 1e15 } }
    expect(await codeOf(await archiveOf({ ...parts, 'manifest.json': { ...said, files: huge } }))).toBe('no_room')
    const flood = { ...parts, 'sereno.db': Buffer.alloc(50_000_000) }
    expect(await codeOf(await archiveOf(flood))).toBe('damaged')
  })

  it('whose sums are right is still looked into: settings and database must be ours, and sound', async () => {
    const { parts } = await good()
    expect(await codeOf(await archiveOf(await changed(parts, 'SELECT 1')))).toBe('taken')
    const bomb = 'CREATE TRIGGER more AFTER DELETE ON keep BEGIN DELETE FROM users; END'
    expect(await codeOf(await archiveOf(await changed(parts, bomb)))).toBe('damaged')
    expect(await codeOf(await archiveOf(await changed(parts, 'DROP TABLE entries')))).toBe('damaged')
    const venue = Buffer.from('{"version": 1}')
    const sum = createHash('sha256').update(venue).digest('hex')
    const files = { ...parts['manifest.json'].files, 'venue.json': { sha256: sum, bytes: venue.length } }
    const with2 = { ...parts, 'venue.json': venue, 'manifest.json': { ...parts['manifest.json'], files } }
    const archive = await archiveOf(with2)
    expect(await codeOf(archive)).toBe('damaged')
    expect(await codeOf(archive, '1.2.3')).toBe('damaged')
    expect(await codeOf(archive, '1.2.2'), 'settings that only a newer Sereno understands').toBe('too_new')
  })
})
