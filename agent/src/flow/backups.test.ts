import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { liveIn } from '../../test/fakes/lived-in.ts'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Condition } from '../judge/types.ts'
import { Backups } from './backups.ts'

const minute = 60_000

/** The backups of a venue where it is noon, one minute after the box was switched on. */
async function noon() {
  const folder = ownFolder()
  await liveIn(folder)
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
  return { folder, backups, pass, made, causes: () => told.map((one) => one.map(({ cause }) => cause)) }
}

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
  await rm(join(folder, 'backups'), { recursive: true, force: true })
  await writeFile(join(folder, 'backups'), 'in the way')
  await expect(backups.make()).rejects.toThrow()
  expect((await backups.list()).trouble).toBe('failed')
  await rm(join(folder, 'backups'))
  await mkdir(join(folder, 'backups'))
  expect(await backups.make()).toMatchObject({ reason: 'manual' })
  expect((await backups.list()).trouble).toBeNull()
  expect(causes()).toEqual([['backup_failed'], []])
})
