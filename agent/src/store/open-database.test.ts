import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { Database } from './database.ts'

const pageBytes = 2048

describe('the database file', () => {
  it('is only for its owner to read, with its log', async () => {
    const folder = ownFolder()
    const store = await ownStore(folder)
    await store.keep.set({ a: 1 })
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    await store.close()
    expect(readdirSync(folder).sort()).toEqual(['sereno.db', 'sereno.db.lock'])
  })

  it.each([
    ['is no database', (file: string) => writeFileSync(file, 'No database at all. '.repeat(500))],
    ['lost its first page', (file: string) => scribble(file, 0)],
  ])('that %s is put aside, and a new one begun, loudly', async (_, damage) => {
    const folder = ownFolder()
    const file = join(folder, 'sereno.db')
    const before = await ownStore(folder)
    await before.keep.set({ a: 1 })
    await before.close()
    damage(file)
    const damaged = readFileSync(file)
    const log = keptLog()
    const store = await ownStore(folder, log)
    expect(store.databaseId).not.toBe(before.databaseId)
    expect(store.damaged).toMatchObject({ file: `${file}.damaged` })
    expect(readFileSync(`${file}.damaged`)).toEqual(damaged)
    expect(log.lines).toMatchObject([{ level: 'error' }])
    await store.keep.set({ b: 2 })
    expect([await store.keep.get('a'), await store.keep.get('b')]).toEqual([null, 2])
  })

  it('is looked through after an unclean end, before anyone relies on it', async () => {
    const { folder, file } = await withDamagedPages()
    // A log that was left behind, as after a power cut.
    writeFileSync(`${file}-wal`, 'left behind')
    const store = await ownStore(folder)
    expect(await store.health()).toEqual({ ok: true })
    // What the undamaged pages hold is there again, the people before all, and the sequence goes on.
    expect(store.damaged?.saved).toMatchObject({ users: 1 })
    expect(await store.people.anyone()).toBe(true)
    const saved = store.damaged?.saved.entries ?? 0
    expect(saved).toBeGreaterThan(200)
    expect(saved).toBeLessThan(500)
    const { entries } = await store.journal.apply([{ do: 'open', entry: newEntry() }])
    expect(entries[0]?.sequence).toBe(501)
  })

  it('is put aside while the agent runs, when a damaged page is met', async () => {
    const { folder } = await withDamagedPages()
    const log = keptLog()
    const store = await ownStore(folder, log)
    expect(store.damaged).toBeNull()
    await expect(store.journal.between(0, 9000, ['Fail'])).rejects.toMatchObject({ code: 'corrupt' })
    await vi.waitFor(
      async () => expect((await store.journal.between(0, 9000, ['Fail'])).length).toBeGreaterThan(200),
      5000,
    )
    expect(store.damaged).not.toBeNull()
    expect(log.lines.map(({ level }) => level)).toEqual(['error', 'error'])
  })

  it('P3 whose log was cut short opens with all that was synced before', async () => {
    const folder = ownFolder()
    const store = await ownStore(folder)
    for (let n = 0; n < 5; n += 1) await store.journal.apply([{ do: 'open', entry: newEntry({ id: `e${n}` }) }])
    const wal = readFileSync(join(folder, 'sereno.db-wal'))
    let fewest = 5
    for (let cut = 0; cut <= wal.length; cut += 1000) {
      const other = ownFolder()
      copyFileSync(join(folder, 'sereno.db'), join(other, 'sereno.db'))
      writeFileSync(join(other, 'sereno.db-wal'), wal.subarray(0, wal.length - cut))
      const db = new Database(join(other, 'sereno.db'))
      expect(db.get('PRAGMA integrity_check'), `cut by ${cut}`).toEqual({ integrity_check: 'ok' })
      const tables = db.all("SELECT 1 FROM sqlite_schema WHERE name = 'entries'").length
      const left = tables === 0 ? 0 : (db.get<{ n: number }>('SELECT count(*) AS n FROM entries')?.n ?? 0)
      expect(left, `cut by ${cut}`).toBeLessThanOrEqual(fewest)
      fewest = left
      db.close()
    }
  })

  it('P32 of a newer program stops the start with a word on what to do, and stays as it is', async () => {
    const folder = ownFolder()
    const file = join(folder, 'sereno.db')
    const store = await ownStore(folder)
    await store.close()
    const db = new Database(file)
    db.exec('PRAGMA user_version = 99')
    db.close()
    const bytes = readFileSync(file)
    await expect(ownStore(folder)).rejects.toMatchObject({ code: 'too_new', message: expect.stringContaining('newer') })
    expect(readFileSync(file)).toEqual(bytes)
    expect(existsSync(`${file}.damaged`)).toBe(false)
  })

  it("is one program's at a time", async () => {
    const folder = ownFolder()
    const store = await ownStore(folder)
    await expect(ownStore(folder)).rejects.toMatchObject({ code: 'in_use' })
    await store.close()
    await (await ownStore(folder)).close()
  })

  it('that cannot be made says why', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'in the way'), '')
    await expect(ownStore(join(folder, 'in the way'))).rejects.toThrow(/EEXIST|ENOTDIR/u)
  })
})

async function withDamagedPages() {
  const folder = ownFolder()
  const file = join(folder, 'sereno.db')
  const store = await ownStore(folder)
  await store.people.addFirst(newUser())
  await store.journal.ingest(
    Array.from({ length: 500 }, () => newEntry({ detail: { text: 'x'.repeat(200) } })),
    [],
  )
  await store.close()
  // Among the entries, beyond the first pages of the tables.
  for (let page = 200; page < 210; page += 1) scribble(file, page)
  return { folder, file }
}

function scribble(file: string, page: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(pageBytes, 0xa5), 0, pageBytes, page * pageBytes)
  closeSync(handle)
}
