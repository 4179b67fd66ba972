import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Database } from './database.ts'
import { openInMemory, refuseWords } from './in-memory.ts'
import { openDatabase } from './open-database.ts'
import { salvage, salvaged } from './salvage.ts'
import { passkeyOf, usePasskey } from './sql/passkeys.ts'

function emptyDatabase(): Database {
  const { db } = openDatabase(join(ownFolder(), 'sereno.db'), 0)
  onTestFinished(() => db.close())
  return db
}

it('forgets no table: each is taken over, or it is said why not', () => {
  const tables = emptyDatabase()
    .all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'")
    .map(({ name }) => name)
  expect([...salvaged.tables, ...salvaged.left].toSorted()).toEqual(tables.toSorted())
})

it('takes people over before what is theirs, whichever table it is in', () => {
  const db = emptyDatabase()
  for (const [at, table] of salvaged.tables.entries()) {
    const parents = db.all<{ table: string }>(`PRAGMA foreign_key_list(${table})`).map((key) => key.table)
    const before = salvaged.tables.slice(0, at)
    expect([table, parents.filter((parent) => parent !== table && !before.includes(parent))]).toEqual([table, []])
  }
})

it('lets people in by their passkeys, from a damaged file and from one that takes no writes', async () => {
  const folder = ownFolder()
  const file = join(folder, 'sereno.db')
  const store = await ownStore(folder)
  await store.people.addFirst(newUser())
  const passkey = { id: 'p1', userId: newUser().id, credentialId: 'c1', publicKey: 'key', algorithm: -7, counter: 3 }
  const known = { transports: [], host: 'sereno.local', name: 'Phone', createdAt: 5, lastUsedAt: null }
  await store.passkeys.add({ ...passkey, ...known }, 9, [])
  await store.close()
  const whole = emptyDatabase()
  expect(salvage(whole, file)).toMatchObject({ users: 1, passkeys: 1 })
  const { db: inMemory } = openInMemory(file)
  onTestFinished(() => inMemory.close())
  expect(() => refuseWords('usePasskey', 'disk_full')).not.toThrow()
  for (const db of [whole, inMemory]) {
    expect(passkeyOf(db, 'c1')).toMatchObject(passkey)
    expect([usePasskey(db, 'p1', 3, 9), usePasskey(db, 'p1', 4, 9)]).toEqual([false, true])
  }
})
