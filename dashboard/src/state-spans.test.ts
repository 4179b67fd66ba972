import type { DeviceState, SeriesPoint } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import { stateSpans, timeInStates } from './state-spans.ts'

const minute = 60_000
const point = (minutes: number, state: DeviceState): SeriesPoint => ({
  at: new Date(minutes * minute).toISOString(),
  latencyP10Ms: null,
  latencyP50Ms: null,
  latencyP95Ms: null,
  latencyMaxMs: null,
  loss: null,
  state,
})

describe('the bar of a day', () => {
  it('joins neighbours of one state', () => {
    expect(stateSpans([point(0, 'up'), point(15, 'up')], 0, 30 * minute, 15 * minute)).toEqual([
      { state: 'up', from: 0, to: 30 * minute },
    ])
  })

  it('shows a gap as not known, never as well', () => {
    const spans = stateSpans([point(15, 'up'), point(45, 'down')], 0, 75 * minute, 15 * minute)
    expect(spans.map(({ state }) => state)).toEqual(['unknown', 'up', 'unknown', 'down', 'unknown'])
  })

  it('is not known all through where nothing was seen', () => {
    expect(timeInStates(stateSpans([], 0, minute, minute))).toEqual(new Map([['unknown', minute]]))
  })

  it('cuts a bucket that begins before the bar', () => {
    expect(stateSpans([point(0, 'up')], 5 * minute, 15 * minute, 15 * minute)).toEqual([
      { state: 'up', from: 5 * minute, to: 15 * minute },
    ])
  })
})
