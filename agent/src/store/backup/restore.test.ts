import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { copyFile, cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Held, heldIn, liveIn, madeAt } from '../../../test/fakes/lived-in.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { ownFolder } from '../../../test/fakes/own-folder.ts'
import { ownStore } from '../../../test/fakes/own-store.ts'
import { Database } from '../database.ts'
import { migrations } from '../migrations/index.ts'
import { applyRestore, keepBefore, openStage, stageRestore } from './restore.ts'
import { listBackups, makeBackup, pathOf } from './shelf.ts'

const version = '1.2.3'
const killed = fileURLToPath(new URL('../../../test/fakes/restore-process.ts', import.meta.url))

/** A folder that someone lives in, and a backup of it. */
async function backedUp(device?: string): Promise<{ folder: string; archive: string; held: Held }> {
  const folder = ownFolder()
  await liveIn(folder, device)
  const { name } = await makeBackup({ folder, version, now: madeAt, reason: 'nightly' })
  return { folder, archive: pathOf(folder, name) ?? '', held: await heldIn(folder) }
}

async function stage(folder: string, archive: string): Promise<void> {
  const at = await openStage(folder)
  await copyFile(archive, join(at, 'archive.zip'))
  await stageRestore(folder, at, join(at, 'archive.zip'))
}

/** Restored: everything of the venue, and nothing of the day. */
const restored = (held: Held) => ({
  ...held,
  signedIn: false,
  waiting: 0,
  answers: ['failed'],
  databaseId: expect.any(String),
})

describe('a backup', () => {
  it('brings a venue back on a new box: devices, names, history, people, mail settings and paired iPads', async () => {
    const { archive, held } = await backedUp()
    expect(held).toMatchObject({ signedIn: true, waiting: 1, answers: ['waiting'], mailPassword: 'mail secret' })
    const folder = ownFolder()
    await heldIn(folder)
    await stage(folder, archive)
    expect(await applyRestore(folder)).toBe('applied')
    const now = await heldIn(folder)
    expect(now).toEqual(restored(held))
    expect(now.databaseId).not.toBe(held.databaseId)
    expect(await keepBefore({ folder, version, now: madeAt })).toBe(false)
    expect(await applyRestore(folder)).toBe('none')
  })

  it('is for its owner alone, and named after venue, time and reason', async () => {
    const { folder, archive } = await backedUp()
    expect((await listBackups(folder)).map(({ name }) => name)).toEqual([
      'sereno-bar-pepe-2026-11-20T033000Z-nightly.zip',
    ])
    expect(statSync(archive).mode & 0o777).toBe(0o600)
    expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
  })

  it('of what a restore took the place of is kept, so that the way back is another restore', async () => {
    const [one, other] = [await backedUp(), await backedUp('Bar printer')]
    await stage(other.folder, one.archive)
    await applyRestore(other.folder)
    expect(await keepBefore({ folder: other.folder, version, now: madeAt + 1000 })).toBe(true)
    expect(await heldIn(other.folder)).toEqual(restored(one.held))
    const before = (await listBackups(other.folder)).find(({ reason }) => reason === 'before_restore')
    await stage(other.folder, pathOf(other.folder, before?.name ?? '') ?? '')
    await applyRestore(other.folder)
    expect(await heldIn(other.folder)).toEqual(restored(other.held))
  })

  it('is not restored over what an earlier restore took the place of, until that is a backup', async () => {
    const [one, other] = [await backedUp(), await backedUp('Bar printer')]
    await stage(other.folder, one.archive)
    await applyRestore(other.folder)
    await expect(stage(other.folder, one.archive)).rejects.toMatchObject({ code: 'busy' })
    expect(await keepBefore({ folder: other.folder, version, now: madeAt + 1000 })).toBe(true)
    await stage(other.folder, one.archive)
  })

  it('can be made while an agent writes, and keeps 14 of the nights', async () => {
    const folder = ownFolder()
    await liveIn(folder)
    const { journal } = await ownStore(folder)
    const writing = Array.from({ length: 200 }, () => journal.apply([{ do: 'open', entry: newEntry() }]))
    for (let night = 0; night < 16; night += 1)
      await makeBackup({ folder, version, now: madeAt + night * 86_400_000, reason: 'nightly' })
    await Promise.all(writing)
    const all = await listBackups(folder)
    expect(all).toHaveLength(14)
    expect(all.at(-1)?.at).toBe('2026-11-22T03:30:00.000Z')
  })
})

describe('a restore that is killed', () => {
  it('leaves the old venue or the new one after every step, whole', { timeout: 180_000 }, async () => {
    const [one, other] = [await backedUp(), await backedUp('Bar printer')]
    await stage(other.folder, one.archive)
    const steps: string[] = []
    const whole = join(ownFolder(), 'whole')
    await cp(other.folder, whole, { recursive: true })
    await applyRestore(whole, (step) => steps.push(step))
    expect(steps.length).toBeGreaterThanOrEqual(9)
    for (const [index, step] of steps.entries()) {
      const folder = join(ownFolder(), 'state')
      await cp(other.folder, folder, { recursive: true })
      const { signal } = spawnSync(process.execPath, [killed, folder, String(index + 1)])
      expect(signal, step).toBe('SIGKILL')
      await applyRestore(folder)
      expect(await heldIn(folder), step).toEqual(restored(one.held))
      expect(await keepBefore({ folder, version, now: madeAt }), step).toBe(true)
    }
    // Before it was laid ready, nothing is touched.
    expect(await heldIn(other.folder)).toEqual(other.held)
  })

  it('while it is taken in leaves nothing but the old venue', async () => {
    const { folder, held } = await backedUp()
    await writeFile(join(await openStage(folder), 'archive.zip'), 'half of')
    expect(await applyRestore(folder)).toBe('none')
    expect(await heldIn(folder)).toEqual(held)
    await openStage(folder)
    expect(await readdir(join(folder, 'restore'))).toHaveLength(1)
  })
})

describe('an older database', () => {
  it('is brought up to date at the start, as always', async () => {
    const { folder, archive, held } = await backedUp()
    const fresh = ownFolder()
    await stage(fresh, archive)
    const ready = join(fresh, 'restore', 'ready', 'sereno.db')
    const db = new Database(ready)
    const before = migrations.length - 1
    const latest = migrations[before] ?? ''
    const tables = [...latest.matchAll(/^CREATE TABLE (\w+)/gmu)].map(([, table]) => table)
    const columns = [...latest.matchAll(/^ALTER TABLE (\w+) ADD COLUMN (\w+)/gmu)]
    expect([...tables, ...columns]).not.toEqual([])
    for (const [, index] of latest.matchAll(/^CREATE (?:UNIQUE )?INDEX (\w+)/gmu)) db.exec(`DROP INDEX ${index}`)
    for (const table of tables.toReversed()) db.exec(`DROP TABLE ${table}`)
    for (const [, table, column] of columns) db.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`)
    db.exec(`PRAGMA user_version = ${before}`)
    db.close()
    await applyRestore(fresh)
    expect(await heldIn(fresh)).toEqual(restored(held))
    expect(existsSync(join(fresh, `sereno.db.v${before}`))).toBe(true)
    expect((await readFile(join(folder, 'venue.json'))).length).toBeGreaterThan(100)
  })
})
