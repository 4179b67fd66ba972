import type { SeriesPoint } from '@sereno/shared/device.ts'
import { ago } from './samples.ts'

export const stepMs = 900_000
const hourMs = 3_600_000
export const until = Math.ceil(Date.parse(ago(0)) / stepMs) * stepMs
export const since = until - 96 * stepMs

/** Answers of a day, with a gap in which nobody looked. */
export const points: SeriesPoint[] = Array.from({ length: 96 }, (_, at) => at)
  .filter((at) => at < 60 || at > 66)
  .map((at) => ({
    at: new Date(since + at * stepMs).toISOString(),
    latencyP10Ms: 2,
    latencyP50Ms: 4 + (at % 7),
    latencyP95Ms: 9 + (at % 11) * 3,
    latencyMaxMs: 60,
    loss: 0,
    state: at > 40 && at < 46 ? 'down' : 'up',
  }))

/** Each letter in turn, between long stretches of none. */
export const slots = `${'z'.repeat(20)}nnnnnnOOOOnnnnFFFnnnEEnnnnRRRRnnnddddnnnn--nnnnpppp`.padEnd(96, 'n')

/** A week of hours, in which the evenings are worse. */
export const hours = Array.from({ length: 168 }, (_, at) => {
  const begin = Math.floor(until / hourMs) * hourMs - (168 - at) * hourMs
  const evening = at % 24 > 18
  return { at: new Date(begin).toISOString(), kinds: { Offline: evening ? at % 9 : 0, Fail: at % 31 === 0 ? 2 : 0 } }
})

export const openingHours = {
  days: [1, 2, 3, 4, 5, 6].map((day) => ({ day, from: '12:00', to: '01:00' })),
  holidays: [],
}
