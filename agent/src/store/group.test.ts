import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { Database } from './database.ts'
import { commitGroup, type Write } from './group.ts'
import { openDatabase } from './open-database.ts'
import { keepAll } from './sql/keep.ts'

const write = (call: number, values: Record<string, unknown>): Write => ({
  call,
  run: (db) => {
    keepAll(db, values)
    return call
  },
})
const failing = (call: number): Write => ({
  call,
  run: (db) => {
    keepAll(db, { [`undone ${call}`]: true })
    throw new Error('of no use')
  },
})
const keysOf = (file: string) => {
  const db = new Database(file)
  const keys = db.all<{ key: string }>('SELECT key FROM keep ORDER BY key').map(({ key }) => key)
  db.close()
  return keys
}

describe('a group of writes', () => {
  it('is on disk, for others to see, when its answers are given', () => {
    const file = join(ownFolder(), 'sereno.db')
    const { db } = openDatabase(file, 0)
    expect(commitGroup(db, [write(1, { a: 1 }), write(2, { b: 1 })])).toEqual([
      { call: 1, value: 1 },
      { call: 2, value: 2 },
    ])
    expect(keysOf(file)).toEqual(['a', 'b'])
    db.close()
  })

  it('undoes a write that fails, and only that', () => {
    const file = join(ownFolder(), 'sereno.db')
    const { db } = openDatabase(file, 0)
    const replies = commitGroup(db, [write(1, { a: 1 }), failing(2), write(3, { c: 1 })])
    expect(replies).toEqual([
      { call: 1, value: 1 },
      { call: 2, fault: { code: 'failed', message: 'of no use' } },
      { call: 3, value: 3 },
    ])
    expect(keysOf(file)).toEqual(['a', 'c'])
    db.close()
  })

  it('says that the disk is full, acknowledges nothing, and works again when there is room', () => {
    const file = join(ownFolder(), 'sereno.db')
    const { db } = openDatabase(file, 0)
    const pages = db.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0
    db.exec(`PRAGMA max_page_count = ${pages}`)
    const big = 'x'.repeat(100_000)
    const full = { code: 'disk_full', message: 'database or disk is full' }
    const replies = commitGroup(db, [write(1, { small: 1 }), write(2, { big }), write(3, { big2: big })])
    expect(replies.slice(1)).toEqual([
      { call: 2, fault: full },
      { call: 3, fault: full },
    ])
    const acknowledged = replies.filter((reply) => 'value' in reply).map(({ call }) => call)
    expect(keysOf(file)).toEqual(acknowledged.includes(1) ? ['small'] : [])
    db.exec('PRAGMA max_page_count = 100000')
    expect(commitGroup(db, [write(4, { big })])).toEqual([{ call: 4, value: 4 }])
    db.close()
  })

  it('says that the disk is read-only', () => {
    const { db } = openDatabase(join(ownFolder(), 'sereno.db'), 0)
    db.exec('PRAGMA query_only = ON')
    expect(commitGroup(db, [write(1, { a: 1 })])).toMatchObject([{ call: 1, fault: { code: 'disk_readonly' } }])
    db.close()
  })
})
