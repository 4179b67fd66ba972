import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { Database } from './database.ts'
import { migrate } from './migrate.ts'

const first = "CREATE TABLE things (name TEXT); INSERT INTO things VALUES ('old')"
const second = 'ALTER TABLE things ADD COLUMN place TEXT'
const third = 'CREATE TABLE more (name TEXT)'
const broken = 'CREATE TABLE half (name TEXT); INSERT INTO nowhere VALUES (1)'

const at = (file: string, migrations: string[]) => {
  const db = new Database(file)
  try {
    return { copy: migrate(db, file, migrations), tables: tablesOf(db) }
  } finally {
    db.close()
  }
}
const tablesOf = (db: Database) =>
  db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").map(({ name }) => name)

describe('P32 migration', () => {
  it('brings a new database to the newest schema without a copy', () => {
    const file = join(ownFolder(), 'sereno.db')
    expect(at(file, [first, second, third])).toEqual({ copy: null, tables: ['more', 'things'] })
    expect(at(file, [first, second, third]).copy).toBeNull()
  })

  it('copies an older database first, only for its owner to read, and keeps the latest copy', () => {
    const folder = ownFolder()
    const file = join(folder, 'sereno.db')
    at(file, [first])
    expect(at(file, [first, second]).copy).toBe(`${file}.v1`)
    expect(at(file, [first, second, third]).copy).toBe(`${file}.v2`)
    expect(readdirSync(folder).sort()).toEqual(['sereno.db', 'sereno.db.v2'])
    expect(statSync(`${file}.v2`).mode & 0o777).toBe(0o600)
    expect(at(`${file}.v2`, [first, second]).tables).toEqual(['things'])
  })

  it('undoes a step that fails, keeps those before it, and goes on from there', () => {
    const file = join(ownFolder(), 'sereno.db')
    at(file, [first])
    expect(() => at(file, [first, third, broken])).toThrow('nowhere')
    const db = new Database(file)
    expect(tablesOf(db)).toEqual(['more', 'things'])
    db.close()
    expect(at(file, [first, third, second]).tables).toEqual(['more', 'things'])
  })

  it('refuses a database of a newer program, and says what to do', () => {
    const file = join(ownFolder(), 'sereno.db')
    at(file, [first, second, third])
    expect(() => at(file, [first, second])).toThrow(/schema 3; this program knows 2/u)
    expect(existsSync(`${file}.v3`)).toBe(false)
  })
})
