import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { liveIn, madeAt } from '../../test/fakes/lived-in.ts'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Condition } from '../judge/types.ts'
import { applyRestore, openStage, stageRestore } from '../store/backup/restore.ts'
import { makeBackup } from '../store/backup/shelf.ts'
import { Backups } from './backups.ts'

const minute = 60_000

/** The backups of a venue where it is noon, one minute after the box was switched on; first what a test does there. */
async function noon(first: (folder: string) => Promise<void> = async () => {}) {
  const folder = ownFolder()
  await liveIn(folder)
  await first(folder)
  const clock = new HandClock('2026-11-20T11:00:00.000Z')
  const told: Condition[][] = []
  let believed: Condition[] = []
  const trouble = {
    set: async (_: string, conditions: readonly Condition[]) => {
      believed = [...conditions]
      told.push(believed)
    },
    believedBy: () => believed,
  }
  const parts = { clock, log: keptLog(), book: await ownBook(folder), store: await ownStore(folder), trouble, folder }
  const backups = new Backups({ ...parts, version: '1.2.3', clockTrusted: async () => true })
  onTestFinished(() => backups.stop())
  await backups.start()
  const made = async () => (await backups.list()).items.map(({ at, reason }) => `${at.slice(0, 16)} ${reason}`)
  /** Time passes in steps, each until the round that it began is over. */
  const pass = async (minutes: number) => {
    for (let gone = 0; gone < minutes; gone += 5) {
      await clock.pass(5 * minute)
      await expect.poll(async () => (await backups.list()).running, { interval: 2 }).toBe(false)
    }
  }
  return { ...parts, backups, pass, made, causes: () => told.map((one) => one.map(({ cause }) => cause)) }
}

/** What was there gave way to a backup of it. */
async function restore(folder: string): Promise<void> {
  const { name } = await makeBackup({ folder, version: '1.2.3', now: madeAt, reason: 'manual' })
  const stage = await openStage(folder)
  await rename(join(folder, 'backups', name), join(stage, 'archive.zip'))
  await stageRestore(folder, stage, join(stage, 'archive.zip'))
  expect(await applyRestore(folder)).toBe('applied')
}

const obstruct = async (folder: string) => {
  await rm(join(folder, 'backups'), { recursive: true, force: true })
  await writeFile(join(folder, 'backups'), 'in the way')
}
const junk = () => ReadableStream.from([Buffer.alloc(100)])

it('is made once a night, and after a night that the box was off as soon as it has come to rest', async () => {
  const { pass, made } = await noon()
  await pass(5)
  expect(await made()).toEqual([])
  await pass(15)
  expect(await made()).toHaveLength(1)
  await pass(10 * 60)
  expect(await made()).toHaveLength(1)
  await pass(7 * 60)
  const [newest, ...others] = await made()
  expect(newest).toMatch(/^2026-11-21T02:3\d nightly$/u)
  expect(others).toHaveLength(1)
})

it('that does not come about is a trouble of the agent, until one does', async () => {
  const { folder, backups, causes } = await noon()
  await obstruct(folder)
  await expect(backups.make()).rejects.toMatchObject({ code: 'ENOTDIR' })
  expect((await backups.list()).trouble).toBe('failed')
  await rm(join(folder, 'backups'))
  await mkdir(join(folder, 'backups'))
  expect(await backups.make()).toMatchObject({ reason: 'manual' })
  expect((await backups.list()).trouble).toBeNull()
  expect(causes()).toEqual([['backup_failed'], []])
})

it('of the night is made where one lies there of a time when the clock was ahead', async () => {
  const later = Date.parse('2027-06-01T03:30:00.000Z')
  const { pass, made } = await noon(async (folder) => {
    await makeBackup({ folder, version: '1.2.3', now: later, reason: 'nightly' })
  })
  await pass(20)
  expect(await made()).toEqual(['2027-06-01T03:30 nightly', expect.stringMatching(/^2026-11-20T11:/u)])
})

it('and what it left half-made when the box lost power is gone after the start', async () => {
  const { folder } = await noon(async (at) => {
    await mkdir(join(at, 'backups', '.work-999999999-left'), { recursive: true })
    await mkdir(join(at, 'restore', '.work-left'), { recursive: true })
  })
  expect([await readdir(join(folder, 'backups')), await readdir(join(folder, 'restore'))]).toEqual([[], []])
})

it('that was restored is told once, in the log that came with it', async () => {
  const { store, pass } = await noon(restore)
  await pass(10)
  const { items } = await store.journal.notices({ limit: 10 })
  expect(items.filter(({ cause }) => cause === 'restored')).toHaveLength(1)
})

it('that was restored stops no start where that cannot be noted', async () => {
  const { store, folder, clock, log, book } = await noon()
  await store.close()
  const trouble = { set: async () => {}, believedBy: () => [] }
  const parts = { store, folder, clock, log, book, trouble, version: '1.2.3', clockTrusted: async () => true }
  const again = new Backups(parts)
  await again.start()
  await again.stop()
  expect(log.lines.filter(({ level }) => level === 'error')).toMatchObject([{ message: /noted at the next start/u }])
})

it('of what a restore took the place of is a trouble until it is made, and no restore goes over it', async () => {
  const { folder, backups, pass, made, causes } = await noon(async (at) => {
    await restore(at)
    await obstruct(at)
  })
  await pass(50)
  expect(causes().filter(([cause]) => cause === 'backup_failed').length, 'once an hour, beside the nightly').toBe(2)
  await expect(backups.takeIn(junk())).rejects.toMatchObject({ code: 'ENOTDIR' })
  expect(await readdir(join(folder, 'restore', 'before'))).toContain('sereno.db')
  await rm(join(folder, 'backups'))
  await expect(backups.takeIn(junk())).rejects.toMatchObject({ code: 'foreign' })
  expect(await readdir(join(folder, 'restore'))).toEqual([])
  expect(await made()).toEqual([expect.stringMatching(/before_restore$/u)])
  await backups.make()
  expect((await backups.list()).trouble).toBeNull()
})

it('that cannot be made of a damaged database leaves it aside as it is, and the way to a restore open', async () => {
  const { folder, backups, pass, causes } = await noon(async (at) => {
    await restore(at)
    await writeFile(join(at, 'restore', 'before', 'sereno.db'), Buffer.alloc(100_000, 'x'))
  })
  await pass(5)
  expect(causes()).toEqual([['backup_failed']])
  const [aside = ''] = await readdir(join(folder, 'restore'))
  expect(aside).toMatch(/^unkept-2026-11-20T/u)
  expect(await readdir(join(folder, 'restore', aside))).toEqual(expect.arrayContaining(['venue.json', 'sereno.db']))
  await expect(backups.takeIn(junk())).rejects.toMatchObject({ code: 'foreign' })
  await backups.make()
  expect((await backups.list()).trouble).toBeNull()
})
