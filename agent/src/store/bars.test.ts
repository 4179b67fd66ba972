import { kindLetters, worstOf } from '@sereno/shared/charts/slots.ts'
import type { DeviceState } from '@sereno/shared/device.ts'
import { kinds } from '@sereno/shared/kinds.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { BarSpan } from './bars.ts'
import type { MinuteBucket, Store } from './types.ts'

const minute = 60_000
const quarter = 15 * minute
const hour = 60 * minute
/** A whole hour, long ago. */
const start = 400_000 * hour

const bucket = (at: number, state: DeviceState = 'up', deviceId = 'kitchen'): MinuteBucket => ({
  deviceId,
  at,
  looks: 4,
  lost: 0,
  latencyP10Ms: 1,
  latencyP50Ms: 2,
  latencyP95Ms: 4,
  latencyMaxMs: 5,
  state,
})
const open = (differing: Parameters<typeof newEntry>[0]) =>
  ({ do: 'open', entry: newEntry({ deviceId: 'kitchen', ...differing }) }) as const

const span = (differing: Partial<BarSpan> = {}): BarSpan => ({
  since: start,
  stepMs: quarter,
  count: 8,
  now: start + 2 * hour,
  ...differing,
})
async function barOf(store: Store, differing: Partial<BarSpan> = {}, deviceId = 'kitchen') {
  const bars = await store.measurements.bars(span(differing))
  return bars.find((bar) => bar.deviceId === deviceId)
}

describe('bars', () => {
  it('tell the worst of what was measured in each slot, and where nobody looked', async () => {
    const store = await ownStore()
    const states: DeviceState[] = ['up', 'degraded', 'asleep', 'paused', 'unknown', 'down']
    await store.measurements.write(states.map((state, index) => bucket(start + index * quarter, state)))
    await store.measurements.write([bucket(start + minute, 'degraded'), bucket(start + 2 * minute)])
    expect(await barOf(store)).toMatchObject({ slots: 'ddzp-O--', watchedSeconds: 4 * 900, downSeconds: 0 })
  })

  it('put the worst kind that was open over what was measured, from its beginning to its end', async () => {
    const store = await ownStore()
    for (let at = start; at < start + 2 * hour; at += quarter) await store.measurements.write([bucket(at)])
    await store.journal.apply([
      open({ kind: 'Retry', at: start - hour, endedAt: start + quarter }),
      open({ kind: 'Fail', at: start + quarter + 1, endedAt: start + 3 * quarter - minute }),
      open({ kind: 'Offline', at: start + 2 * quarter, endedAt: start + 2 * quarter + minute, explainedBy: 'another' }),
      open({ kind: 'Error', at: start + 5 * quarter, endedAt: start + 5 * quarter }),
      open({ kind: 'Fail', at: start + 7 * quarter }),
      open({ kind: 'Offline', at: start, endedAt: start + hour, deviceId: 'bar' }),
      open({ kind: 'Offline', at: start, endedAt: start + hour, deviceId: null }),
    ])
    const bar = await barOf(store)
    expect(bar?.slots).toBe('RFOnnEnF')
    // Overlapping failures count once; a Retry and an Error are no down time.
    expect(bar?.downSeconds).toBe((2 * quarter - minute + quarter) / 1000)
    expect(bar?.watchedSeconds).toBe(7200)
    expect((await barOf(store, {}, 'bar'))?.slots).toBe('OOOO----')
    const alone = await store.measurements.bars(span({ deviceId: 'bar' }))
    expect(alone.map(({ deviceId }) => deviceId)).toEqual(['bar'])
  })

  it('tell of any failures what a look at each minute by itself tells', async () => {
    const store = await ownStore()
    let run = 0
    // Minutes from the beginning of the span; one without a length is still open.
    const trouble = fc.record({
      kind: fc.constantFrom(...kinds),
      from: fc.integer({ min: -90, max: 119 }),
      length: fc.option(fc.integer({ min: 1, max: 150 }), { freq: 5 }),
    })
    const property = fc.asyncProperty(fc.array(trouble, { minLength: 1, maxLength: 12 }), async (troubles) => {
      run += 1
      const deviceId = `device-${run}`
      const spells = troubles.map(({ kind, from, length }) => ({
        kind,
        from,
        to: length === null ? 120 : from + length,
      }))
      const minuteAt = (index: number) => start + index * minute
      await store.journal.apply(
        troubles.map(({ kind, from, length }) => {
          const endedAt = length === null ? null : minuteAt(from + length)
          return open({ deviceId, kind, at: minuteAt(from), endedAt })
        }),
      )
      const openIn = (from: number, to: number) => spells.filter((spell) => spell.from < to && spell.to > from)
      const isDown = (index: number) =>
        openIn(index, index + 1).some(({ kind }) => kind === 'Offline' || kind === 'Fail')
      const worst = (slot: number) => worstOf(openIn(slot * 15, slot * 15 + 15).map(({ kind }) => kindLetters[kind]))
      const bar = await barOf(store, { deviceId }, deviceId)
      expect(bar?.slots ?? '--------').toBe(Array.from({ length: 8 }, (_, slot) => worst(slot)).join(''))
      expect(bar?.downSeconds ?? 0).toBe(Array.from({ length: 120 }, (_, index) => index).filter(isDown).length * 60)
      expect(await barOf(store, {}, deviceId)).toEqual(bar)
    })
    await fc.assert(property, { numRuns: 60 })
  })

  it('count no time that has not come yet', async () => {
    const store = await ownStore()
    await store.measurements.write([bucket(start)])
    await store.journal.apply([open({ kind: 'Offline', at: start + minute })])
    const bar = await barOf(store, { now: start + 5 * minute })
    expect(bar).toMatchObject({ slots: 'O-------', watchedSeconds: 300, downSeconds: 240 })
  })

  it('see a minute that comes late, and the next of the running slot', async () => {
    const store = await ownStore()
    await store.measurements.write([bucket(start), bucket(start + hour)])
    expect((await barOf(store))?.slots).toBe('n---n---')
    await store.measurements.write([bucket(start + minute, 'degraded'), bucket(start + hour + quarter)])
    expect((await barOf(store))?.slots).toBe('d---nn--')
  })

  it('are made of hours once the minutes are gone, and where a slot is an hour or more', async () => {
    const store = await ownStore()
    for (let at = start; at <= start + 30 * hour; at += 30 * minute)
      await store.measurements.write([bucket(at, at === start + hour ? 'degraded' : 'up')])
    const long = { stepMs: 2 * hour, count: 17, now: start + 40 * hour }
    expect((await barOf(store, long))?.slots).toBe(`d${'n'.repeat(15)}-`)
    await store.prune({ minutesDays: 1, hoursDays: 400, activityDays: 400, chatsDays: 180 }, start + 30 * hour)
    expect((await barOf(store, long))?.slots).toBe(`d${'n'.repeat(15)}-`)
    expect((await barOf(store, { since: start + 1, now: start + 40 * hour }))?.slots).toBe('nnnndddd')
  })
})
