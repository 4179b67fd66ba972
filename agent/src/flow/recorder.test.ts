import { describe, expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { holdBelt } from '../../test/fakes/held-belt.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import type { Condition } from '../judge/types.ts'
import { makeBus } from './bus.ts'
import { Recorder } from './recorder.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const kitchen = { deviceId: 'kitchen', deviceName: 'Kitchen' }
const condition = (cause: Condition['cause'], more: Partial<Condition> = {}): Condition => ({
  cause,
  probe: 'icmp',
  rule: 'K2.test',
  attempts: 1,
  detail: { readings: [] },
  ...more,
})

async function begin(folder = ownFolder()) {
  const clock = new HandClock('2026-11-21T10:00:00.000Z')
  const store = await ownStore(folder)
  const start = () => Recorder.start(store.journal, clock, makeBus())
  const entries = async () => (await store.journal.list({}, { limit: 100 })).items.toReversed()
  return { clock, store, start, entries, recorder: await start() }
}

describe('a cause of which at most one entry begins an hour', () => {
  test.each([
    ['wifi_flapping', hour],
    ['snmp_config', 24 * hour],
  ] as const)('%s stays at that over a restart, and begins anew afterwards', async (cause, span) => {
    const { clock, start, entries, recorder } = await begin()
    await recorder.record(kitchen, [condition(cause)], clock.now())
    clock.pass(minute)
    await recorder.record(kitchen, [], clock.now())
    const again = await start()
    clock.pass(span - 2 * minute)
    await again.record(kitchen, [condition(cause)], clock.now())
    expect(await entries()).toHaveLength(1)
    clock.pass(2 * minute)
    await again.record(kitchen, [condition(cause)], clock.now())
    expect(await entries()).toHaveLength(2)
  })

  test('is remembered however much else ends in the meantime', async () => {
    const { clock, entries, recorder } = await begin()
    await recorder.record(kitchen, [condition('wifi_flapping')], clock.now())
    await recorder.record(kitchen, [], clock.now())
    for (let n = 0; n < 120; n++) {
      clock.pass(second)
      await recorder.record(kitchen, n % 2 === 0 ? [condition('ipad_away')] : [], clock.now())
    }
    await recorder.record(kitchen, [condition('wifi_flapping')], clock.now())
    expect((await entries()).filter(({ cause }) => cause === 'wifi_flapping')).toHaveLength(1)
  })
})

describe('a repetition', () => {
  test('is counted in memory, written with the next minute, and at the end', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    belt.network.silent.add('10.9.0.5')
    await belt.pass(45 * second)
    const occurrences = async () => (await belt.entries())[0]?.occurrences
    expect(await occurrences()).toBe(1)
    await belt.pass(20 * second)
    const written = (await occurrences()) ?? 0
    expect(written).toBeGreaterThanOrEqual(4)
    await belt.pass(35 * second)
    expect(await occurrences()).toBe(written)
    const { folder, clock, network } = belt
    await belt.stop()
    const again = await holdBelt({ folder, clock, network })
    expect((await again.entries())[0]?.occurrences).toBeGreaterThan(written)
  })

  test('that was counted just before the end is written with it', async () => {
    const { clock, entries, recorder } = await begin()
    await recorder.record(kitchen, [condition('no_answer')], clock.now())
    await recorder.record(kitchen, [condition('no_answer', { attempts: 3, detail: { readings: ['x3'] } })], clock.now())
    await recorder.record(kitchen, [], clock.now())
    expect(await entries()).toMatchObject([{ occurrences: 2, attempts: 3, detail: { readings: ['x3'] } }])
    await recorder.flush()
    expect(await entries()).toMatchObject([{ occurrences: 2, endedAt: expect.any(String) }])
  })

  test('that is counted while the ones before are being written is not forgotten', async () => {
    const { clock, entries, recorder } = await begin()
    for (let n = 0; n < 3; n++) await recorder.record(kitchen, [condition('no_answer')], clock.now())
    const writing = recorder.flush()
    await recorder.record(kitchen, [condition('no_answer')], clock.now())
    await writing
    await recorder.record(kitchen, [condition('no_answer')], clock.now())
    await recorder.flush()
    expect(await entries()).toMatchObject([{ occurrences: 5 }])
  })
})

test('two verdicts on one device at once make one entry', async () => {
  const { clock, entries, recorder } = await begin()
  const [now, down] = [clock.now(), [condition('no_answer')]]
  await Promise.all([recorder.record(kitchen, down, now), recorder.record(kitchen, down, now)])
  expect(await entries()).toHaveLength(1)
  await Promise.all([recorder.record(kitchen, [condition('port_silent')], now), recorder.record(kitchen, [], now)])
  expect((await entries()).every(({ endedAt }) => endedAt !== null)).toBe(true)
})

describe('a disk that is full', () => {
  test('stops no look and hurries none, and the entry is written when it works again, from when it began', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5', {}, ['icmp']), pretendDevice('bar', '10.9.0.6')])
    await belt.pass(minute)
    belt.disk.fault = 'disk_full'
    belt.network.silent.add('10.9.0.5')
    const before = belt.clock.now()
    belt.network.looks = []
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual([])
    expect(belt.network.looks.filter((look) => look.endsWith('.6'))).toHaveLength(12)
    // Twelve checks of three attempts each, the last of which may be under way.
    expect(Math.ceil(belt.network.looks.filter((look) => look.endsWith('.5')).length / 3)).toBe(12)
    expect(belt.running.watch.live('kitchen')?.state).toBe('down')

    belt.disk.fault = null
    await belt.pass(2 * minute)
    const entries = await belt.entries()
    expect(entries.map(({ cause }) => cause).sort()).toEqual(['disk_full', 'no_answer'])
    const entry = entries.find(({ cause }) => cause === 'no_answer')
    expect(Date.parse(entry?.at ?? '') - before).toBeLessThanOrEqual(20 * second)
    const [incident] = await belt.store.journal.openIncidents()
    expect(incident?.openedAt).toBe(entry?.at)
    expect(await belt.store.journal.openEntries()).toMatchObject([{ cause: 'no_answer' }])
  })

  test('loses no repetition that was counted', async () => {
    const belt = await holdBelt()
    await belt.set([pretendDevice('kitchen', '10.9.0.5')])
    belt.network.silent.add('10.9.0.5')
    await belt.pass(50 * second)
    belt.disk.fault = 'disk_full'
    await belt.pass(20 * second)
    belt.disk.fault = null
    belt.network.silent.clear()
    await belt.pass(20 * second)
    const [entry] = await belt.entries()
    expect(entry?.endedAt).not.toBeNull()
    expect(entry?.occurrences).toBeGreaterThanOrEqual(5)
  })
})
