import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { PretendNetwork, pretendDevice } from '../../test/fakes/pretend-network.ts'
import { systemClock } from '../clock.ts'
import { makeLog } from '../log.ts'
import { openBook } from '../store/book.ts'
import { openStore } from '../store/store.ts'
import type { Book, Store } from '../store/types.ts'
import { makeBus } from './bus.ts'
import { makeWatch, type RunningWatch } from './make-watch.ts'

const log = makeLog('fatal')
let folder: string
let network: PretendNetwork
let store: Store
let book: Book
let running: RunningWatch

async function open(): Promise<void> {
  store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
  book = await openBook({ folder, log, clock: systemClock })
  running = await makeWatch({
    clock: systemClock,
    log,
    bus: makeBus(),
    book,
    store,
    venue: () => book.read(),
    findProbe: (type) => (type === 'icmp' ? network.probe : null),
    surroundings: network.surroundings,
    looksAround: false,
    builtAt: 0,
    crashed: false,
  })
  await running.start()
}

async function close(): Promise<void> {
  await running.stop()
  await book.close()
  await store.close()
}

const watchOver = (devices: DeviceSetting[]) => book.change((draft) => void (draft.devices = devices))
const entries = async () => (await store.journal.list({}, { limit: 100 })).items
const check = (id: string) => running.watch.checkNow(id)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sereno-watch-'))
  network = new PretendNetwork()
  await open()
})
afterEach(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

describe('a device that falls silent', () => {
  test('gets one entry with an incident, however many checks fail, and both end when it answers', async () => {
    await watchOver([pretendDevice('kitchen', '10.9.0.5')])
    network.silent.add('10.9.0.5')
    await check('kitchen')
    await check('kitchen')
    expect(running.watch.live('kitchen')).toMatchObject({ state: 'down', cause: { code: 'no_answer' } })
    expect(await entries()).toMatchObject([
      { kind: 'Offline', cause: 'no_answer', endedAt: null, deviceName: 'kitchen' },
    ])
    network.silent.clear()
    await check('kitchen')
    const [entry, ...more] = await entries()
    expect(more).toEqual([])
    expect(entry?.endedAt).not.toBeNull()
    expect(entry?.occurrences).toBeGreaterThanOrEqual(2)
    expect(await store.journal.openIncidents()).toEqual([])
    expect(running.watch.live('kitchen')?.state).toBe('up')
  })

  test('keeps its one entry over a restart of the agent', async () => {
    await watchOver([pretendDevice('kitchen', '10.9.0.5')])
    network.silent.add('10.9.0.5')
    await check('kitchen')
    await close()
    await open()
    await check('kitchen')
    expect(await entries()).toHaveLength(1)
    network.silent.clear()
    await check('kitchen')
    expect((await entries()).map((entry) => entry.endedAt === null)).toEqual([false])
  })

  test('has nothing open any more once it is put out of service, or removed', async () => {
    const devices = [pretendDevice('kitchen', '10.9.0.5'), pretendDevice('bar', '10.9.0.6')]
    await watchOver(devices)
    network.silent.add('10.9.0.5').add('10.9.0.6')
    await check('kitchen')
    await check('bar')
    expect(await store.journal.openEntries()).toHaveLength(2)
    await watchOver([pretendDevice('kitchen', '10.9.0.5', { inService: false })])
    await vi.waitFor(async () => expect(await store.journal.openEntries()).toEqual([]))
    expect(running.watch.live('kitchen')?.state).toBe('paused')
    expect(running.watch.live('bar')).toBeNull()
  })
})

describe('what hangs behind a parent that is down', () => {
  test('is named on the parent’s entry and has none of its own', async () => {
    await watchOver([
      pretendDevice('switch', '10.9.0.2', { type: 'switch' }),
      pretendDevice('kitchen', '10.9.0.5', { parentId: 'switch' }),
      pretendDevice('bar', '10.9.0.6', { parentId: 'switch' }),
      pretendDevice('office', '10.9.0.7'),
    ])
    await running.watch.checkAll()
    for (const address of ['10.9.0.2', '10.9.0.5', '10.9.0.6']) network.silent.add(address)
    await Promise.all([check('kitchen'), check('bar')])
    const [entry, ...more] = await entries()
    expect(more).toEqual([])
    expect(entry).toMatchObject({ deviceId: 'switch', cause: 'no_answer' })
    expect(new Set((entry?.detail.children as { name: string }[]).map((child) => child.name))).toEqual(
      new Set(['kitchen', 'bar']),
    )
    expect(running.watch.live('kitchen')).toMatchObject({ state: 'unknown', cause: { code: 'parent_down' } })
    network.silent.clear()
    network.silent.add('10.9.0.5')
    await check('switch')
    // Looked at once more, then believed.
    await check('kitchen')
    await check('kitchen')
    expect((await entries()).map((one) => [one.deviceId, one.endedAt === null])).toEqual([
      ['kitchen', true],
      ['switch', false],
    ])
  })
})

describe('our own machine', () => {
  test('without its cable gives no verdict on any device', async () => {
    await watchOver([pretendDevice('kitchen', '10.9.0.5'), pretendDevice('bar', '10.9.0.6')])
    await running.watch.checkAll()
    network.link = { linkUp: false, hasAddress: true }
    await running.watch.checkAll()
    expect(running.watch.live('kitchen')?.state).toBe('up')
    expect((await entries()).filter((entry) => entry.deviceId !== null)).toEqual([])
  })
})
