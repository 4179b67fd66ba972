import { expect, test, vi } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from './measured.ts'
import { besides, imageDisk, makeImage, remount, smallDisk } from './own-disk.ts'
import { startAgent, type WholeAgent } from './whole-agent.ts'

/** A printer that is not there: it must be found out, disk or no disk. */
const printer = {
  name: 'Bar printer',
  type: 'printer',
  address: '127.0.9.1',
  probes: [{ type: 'escpos', everySeconds: 5, options: { port: 9100 } }],
}

const codesOf = async (agent: WholeAgent): Promise<string[]> => {
  const { json } = await agent.ask('GET', '/api/v1/overview')
  return (json.lacks as { code: string }[]).map(({ code }) => code)
}
const observedAt = async (agent: WholeAgent): Promise<number> => {
  const { json } = await agent.ask('GET', '/api/v1/devices')
  const [device] = json.items as { observedAt: string | null }[]
  return Date.parse(device?.observedAt ?? '') || 0
}
const addEntry = (agent: WholeAgent, key: string) =>
  agent.ask('POST', '/api/v1/activity', { key, kind: 'Fail', message: `No se pudo imprimir ${'x'.repeat(1000)}` })

/** How long until this holds, ms; fails after two minutes. */
async function until(holds: () => Promise<boolean>): Promise<number> {
  const since = Date.now()
  await vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 120_000, interval: 250 })
  return Date.now() - since
}
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** It looks on: twice more than it had looked. */
async function looksOn(agent: WholeAgent): Promise<void> {
  for (let time = 0; time < 2; time += 1) {
    const before = await observedAt(agent)
    await until(async () => (await observedAt(agent)) > before)
  }
}

test('P4 a disk of 1 MB that fills up is told, watching goes on, and it resumes when there is room', async () => {
  const disk = smallDisk(ownFolder(), '1m')
  const agent = await startAgent(disk)
  await agent.ask('POST', '/api/v1/devices', printer)
  const acknowledged: string[] = []
  let refusals = 0
  for (let n = 0; refusals < 5; n += 1) {
    const { status } = await addEntry(agent, `${n}`)
    if (status === 200) acknowledged.push(`${n}`)
    else refusals += 1
    expect([200, 503, 507]).toContain(status)
  }
  const told = await until(async () => (await codesOf(agent)).includes('disk_full'))
  await looksOn(agent)
  remount(agent, disk, 'size=8m')
  const resumed = await until(async () => (await addEntry(agent, 'after')).status === 200)
  await until(async () => !(await codesOf(agent)).includes('disk_full'))
  const lost = await forgotten(agent, acknowledged)
  expect(besides(agent, 'sh', '-c', `ls ${disk.data}`)).not.toContain('damaged')
  await agent.stop()
  measured(4, `told after ${seconds(told)}, resumed after ${seconds(resumed)}, ${lost} of ${acknowledged.length} lost`)
  expect(lost).toBe(0)
  expect(Math.max(told, resumed)).toBeLessThanOrEqual(60_000)
})

test('P4 a disk that is full before the first start: the watch begins in memory, and on the disk when there is room', async () => {
  const disk = smallDisk(ownFolder(), '64k')
  const agent = await startAgent({ ...disk, isBare: true })
  const ready = await agent.askAs('GET', '/readyz')
  expect([ready.status, ready.json.reasons]).toEqual([503, ['disk_full']])
  remount(agent, disk, 'size=8m')
  const resumed = await until(async () => (await agent.again().askAs('GET', '/readyz')).status === 200)
  await agent.stop()
  measured(4, `from the start: resumed after ${seconds(resumed)}`)
  expect(resumed).toBeLessThanOrEqual(60_000)
})

/** How many of these the agent does not know any more. */
async function forgotten(agent: WholeAgent, keys: string[]): Promise<number> {
  let lost = 0
  for (let at = 0; at < keys.length; at += 500) {
    const again = keys.slice(at, at + 500).map((key) => ({ key, kind: 'Fail', message: 'again' }))
    lost += Number((await agent.ask('POST', '/api/v1/activity', again)).json.accepted)
  }
  return lost
}

test('P5 a disk that turns read-only under the agent is told, and watching goes on', async () => {
  const folder = ownFolder()
  makeImage(folder)
  const disk = imageDisk(folder, 'rw')
  const agent = await startAgent(disk)
  await agent.ask('POST', '/api/v1/devices', printer)
  // What ext4 does by itself when the card fails.
  remount(agent, disk, 'abort')
  const told = await until(async () => (await codesOf(agent)).some((code) => code.startsWith('disk_')))
  await looksOn(agent)
  expect((await addEntry(agent, '1')).status).toBe(503)
  await agent.kill()
  measured(5, `while running: told after ${seconds(told)} (${told <= 60_000})`)
  expect(told).toBeLessThanOrEqual(60_000)
})

test('P5 a disk that is read-only at the start: people can sign in and see it, and it resumes when writable', async () => {
  const folder = ownFolder()
  makeImage(folder)
  const first = await startAgent(imageDisk(folder, 'rw'))
  await first.ask('POST', '/api/v1/devices', printer)
  expect((await addEntry(first, 'kept')).status).toBe(200)
  // As after a power cut: its log is still beside the database.
  await first.kill()

  const disk = imageDisk(folder, 'ro')
  let agent = await startAgent({ ...disk, cookie: first.cookie })
  const told = await until(async () => (await codesOf(agent)).includes('disk_readonly'))
  await looksOn(agent)
  const entries = async () => {
    const { json } = await agent.ask('GET', '/api/v1/activity')
    return (json.items as { cause: string; endedAt: string | null }[]).map(({ cause }) => cause)
  }
  await until(async () => (await entries()).includes('disk_readonly'))
  expect(await entries()).toContain('reported')
  expect((await addEntry(agent, 'refused')).status).toBe(503)
  expect((await agent.ask('PATCH', '/api/v1/settings/venue', { name: 'Refused' })).status).toBe(503)

  remount(agent, disk, 'rw')
  const resumed = await until(async () => {
    agent = agent.again()
    return (await addEntry(agent, 'after')).status === 200
  })
  expect(await forgotten(agent, ['kept', 'after'])).toBe(0)
  await until(async () => !(await codesOf(agent)).includes('disk_readonly'))
  await agent.stop()
  measured(5, `from the start: told after ${seconds(told)}, resumed after ${seconds(resumed)}, 0 lost`)
  expect(Math.max(told, resumed)).toBeLessThanOrEqual(60_000)
})
