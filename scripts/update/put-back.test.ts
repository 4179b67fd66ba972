import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { emptyVenue } from '@sereno/shared/venue.ts'
import { expect, test } from 'vitest'
import { ownBook } from '../../agent/test/fakes/own-book.ts'
import { ownFolder } from '../../agent/test/fakes/own-folder.ts'
import { root } from '../run.ts'
import { copyState } from './copy-state.ts'
import { putDatabaseBack, putSettingsBack } from './put-back.ts'

const venueOf = (name: string) => ({ ...emptyVenue(), venue: { ...emptyVenue().venue, name } })
const write = (folder: string, name: string, text: unknown) => writeFileSync(join(folder, name), JSON.stringify(text))
const nameIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')).venue.name

/** A state folder and the copy of it from before an update. */
function withCopy(fill: (data: string) => void): { data: string; copy: string } {
  const data = ownFolder()
  fill(data)
  return { data, copy: join(data, copyState(data, '2026-11-22T10:00:00.000Z', []).backup) }
}

function writeDatabase(data: string, schema: number, what: string): DatabaseSync {
  const db = new DatabaseSync(join(data, 'sereno.db'))
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA user_version = ${schema}; CREATE TABLE IF NOT EXISTS seen (what TEXT)`)
  db.prepare('INSERT INTO seen VALUES (?)').run(what)
  return db
}

function seenIn(file: string): string[] {
  const db = new DatabaseSync(file)
  const rows = db.prepare('SELECT what FROM seen').all()
  db.close()
  return rows.map((row) => String(row.what))
}

test('puts settings back that a newer version wrote and this one refuses, and keeps the newer ones aside', async () => {
  const { data, copy } = withCopy((folder) => write(folder, 'venue.json', venueOf('Old')))
  const newer = { ...venueOf('New'), floors: [] }
  write(data, 'venue.json', newer)
  write(data, 'venue.last-good.json', newer)
  expect(putSettingsBack(data, copy)).toBe(true)
  expect(nameIn(join(data, 'venue.json.undone'))).toBe('New')
  const book = await ownBook(data)
  expect({ refusal: book.refusal(), name: book.read().venue.name }).toEqual({ refusal: null, name: 'Old' })
})

test('leaves settings alone that this version reads, with all that was set since', () => {
  const { data, copy } = withCopy((folder) => write(folder, 'venue.json', venueOf('Old')))
  write(data, 'venue.json', venueOf('Set since'))
  expect(putSettingsBack(data, copy)).toBe(false)
  expect(nameIn(join(data, 'venue.json'))).toBe('Set since')
})

test('puts the last good settings back where an edit was refused before the update', () => {
  const { data, copy } = withCopy((folder) => {
    writeFileSync(join(folder, 'venue.json'), '{"version": 1,')
    write(folder, 'venue.last-good.json', venueOf('Good'))
  })
  write(data, 'venue.json', { ...venueOf('New'), floors: [] })
  expect(putSettingsBack(data, copy)).toBe(true)
  expect(nameIn(join(data, 'venue.json'))).toBe('Good')
})

test('puts a database back that has another schema, and keeps all of the newer one aside', () => {
  const { data, copy } = withCopy((folder) => writeDatabase(folder, 1, 'before').close())
  const newer = writeDatabase(data, 2, 'since')
  expect(putDatabaseBack(data, copy, 1)).toBe(true)
  newer.close()
  expect(seenIn(join(data, 'sereno.db'))).toEqual(['before'])
  expect(seenIn(join(data, 'sereno.db.undone'))).toEqual(['before', 'since'])
  expect(seenIn(join(copy, 'sereno.db'))).toEqual(['before'])
  expect(putDatabaseBack(data, copy, 1)).toBe(false)
})

test('puts a database back that cannot be read', () => {
  const { data, copy } = withCopy((folder) => writeDatabase(folder, 1, 'before').close())
  writeFileSync(join(data, 'sereno.db'), 'no database '.repeat(1000))
  expect(putDatabaseBack(data, copy, 1)).toBe(true)
  expect(seenIn(join(data, 'sereno.db'))).toEqual(['before'])
  expect(readFileSync(join(data, 'sereno.db.undone'), 'utf8')).toContain('no database')
})

test('a copy is for its owner alone, and none is left of one that failed', () => {
  const { data, copy } = withCopy((folder) => {
    write(folder, 'venue.json', venueOf('Old'))
    writeDatabase(folder, 1, 'before').close()
  })
  expect(readdirSync(copy).map((name) => [name, statSync(join(copy, name)).mode & 0o777])).toEqual([
    ['sereno.db', 0o600],
    ['venue.json', 0o600],
  ])
  writeFileSync(join(data, 'sereno.db'), 'no database '.repeat(1000))
  expect(() => copyState(data, '2026-11-22T11:00:00.000Z', ['before-update-20261122T100000000'])).toThrow()
  expect(readdirSync(data).filter((name) => name.startsWith('before-update-'))).toHaveLength(1)
})

const alone = ['-m', '--propagation', 'private']
const mayMount = spawnSync('unshare', [...alone, 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

for (const disk of mayMount ? ['a full disk'] : []) {
  test(`puts a database back on ${disk}, with the copy itself`, () => {
    const { data, copy } = withCopy((folder) => {
      const db = writeDatabase(folder, 1, 'before')
      db.prepare('INSERT INTO seen VALUES (?)').run('x'.repeat(200_000))
      db.close()
    })
    writeDatabase(data, 2, 'since').close()
    rmSync(join(data, 'sereno.db-wal'), { force: true })
    const small = ownFolder()
    mkdirSync(join(small, 'disk'))
    const script = `mount -t tmpfs -o size=2m none "$1/disk"; cp -a "$2/." "$1/disk"
cat /dev/zero > "$1/disk/full" 2> "$1/said" || true
"$3" "$4" "$1/disk" "$5" 1 && cp "$1/disk/sereno.db" "$1/disk/sereno.db.undone" "$1"`
    const program = join(root, 'scripts/update/restore-copy.ts')
    const backup = copy.slice(data.length + 1)
    const given = ['sh', '-ec', script, 'sh', small, data, process.execPath, program, backup]
    const ended = spawnSync('unshare', [...alone, ...given], { encoding: 'utf8' })
    expect(ended).toMatchObject({ status: 0, stdout: 'database restored\n' })
    expect(existsSync(join(small, 'disk/full'))).toBe(false)
    expect(seenIn(join(small, 'sereno.db'))).toEqual(['before', 'x'.repeat(200_000)])
    expect(seenIn(join(small, 'sereno.db.undone'))).toContain('since')
  })
}
