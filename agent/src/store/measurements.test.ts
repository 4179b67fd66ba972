import type { DeviceState } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import { ownStore } from '../../test/fakes/own-store.ts'
import { iso } from '../clock.ts'
import type { MinuteBucket } from './types.ts'

const minute = 60_000
const hour = 60 * minute
/** A whole hour, long ago. */
const start = 400_000 * hour

const bucket = (at: number, differing: Partial<MinuteBucket> = {}): MinuteBucket => ({
  deviceId: 'kitchen',
  at,
  looks: 4,
  lost: 0,
  latencyP10Ms: 1,
  latencyP50Ms: 2,
  latencyP95Ms: 4,
  latencyMaxMs: 5,
  state: 'up',
  ...differing,
})

describe('measurements', () => {
  it('give back the minutes of one device, and nothing where nothing was measured', async () => {
    const { measurements } = await ownStore()
    await measurements.write([
      bucket(start, { latencyP50Ms: 1.234, lost: 1 }),
      bucket(start, { deviceId: 'bar', latencyP50Ms: 99 }),
    ])
    await measurements.write([
      bucket(start + 2 * minute, {
        looks: 0,
        latencyP10Ms: null,
        latencyP50Ms: null,
        latencyP95Ms: null,
        latencyMaxMs: null,
        state: 'unknown',
      }),
    ])
    expect(await measurements.series('kitchen', start - hour, start + hour, 60)).toEqual([
      {
        at: iso(start),
        latencyP10Ms: 1,
        latencyP50Ms: 1.234,
        latencyP95Ms: 4,
        latencyMaxMs: 5,
        loss: 0.25,
        state: 'up',
      },
      {
        at: iso(start + 2 * minute),
        latencyP10Ms: null,
        latencyP50Ms: null,
        latencyP95Ms: null,
        latencyMaxMs: null,
        loss: null,
        state: 'unknown',
      },
    ])
    expect(await measurements.series('nobody', 0, start + hour, 60)).toEqual([])
    expect(await measurements.series('kitchen', start + minute, start + 2 * minute, 60)).toEqual([])
  })

  it('weigh percentiles by the answers, and take the greatest maximum and the worst state', async () => {
    const { measurements } = await ownStore()
    await measurements.write([
      bucket(start, { looks: 4, lost: 1, latencyP50Ms: 2, latencyP95Ms: 4, latencyMaxMs: 9 }),
      bucket(start + minute, { looks: 2, lost: 1, latencyP50Ms: 6, latencyP95Ms: 8, latencyMaxMs: 8, state: 'down' }),
    ])
    const point = { latencyP10Ms: 1, latencyP50Ms: 3, latencyP95Ms: 5, latencyMaxMs: 9, loss: 1 / 3, state: 'down' }
    expect(await measurements.series('kitchen', start, start + hour, 300)).toEqual([{ at: iso(start), ...point }])
    await measurements.write([bucket(start + hour)])
    expect(await measurements.series('kitchen', start, start + hour, 3600)).toEqual([{ at: iso(start), ...point }])
  })

  it('serve hours from hours once the minutes are gone, and the running hour from its minutes', async () => {
    const { measurements, prune } = await ownStore()
    for (let at = start; at <= start + 30 * hour; at += 30 * minute) await measurements.write([bucket(at)])
    await prune({ minutesDays: 1, hoursDays: 400, activityDays: 400, chatsDays: 180 }, start + 30 * hour)
    const hours = await measurements.series('kitchen', start, start + 40 * hour, 3600)
    expect(hours.map(({ at }) => at)).toEqual(Array.from({ length: 31 }, (_, index) => iso(start + index * hour)))
    const minutes = await measurements.series('kitchen', start, start + 40 * hour, 60)
    // Six hours without their minutes, then 24 hours with two each, then the running one.
    expect(minutes.length).toBe(6 + 48 + 1)
  })

  it('make an hour again when a minute of it comes late, also after the clock was put back', async () => {
    const { measurements } = await ownStore()
    await measurements.write([bucket(start)])
    await measurements.write([bucket(start + 5 * hour)])
    await measurements.write([bucket(start + minute, { lost: 4, latencyP50Ms: null })])
    await measurements.write([bucket(start + hour)])
    const [first] = await measurements.series('kitchen', start, start + hour, 3600)
    expect(first).toMatchObject({ loss: 0.5, latencyP50Ms: 2 })
  })

  it.each<[DeviceState, DeviceState]>([
    ['down', 'degraded'],
    ['degraded', 'unknown'],
    ['unknown', 'asleep'],
    ['asleep', 'up'],
    ['up', 'paused'],
  ])('call a bucket %s rather than %s', async (worse, better) => {
    const { measurements } = await ownStore()
    await measurements.write([bucket(start, { state: better }), bucket(start + minute, { state: worse })])
    expect(await measurements.series('kitchen', start, start + hour, 300)).toMatchObject([{ state: worse }])
  })
})
