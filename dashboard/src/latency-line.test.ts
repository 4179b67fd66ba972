import type { SeriesPoint } from '@sereno/shared/device.ts'
import { expect, it } from 'vitest'
import { answeredOf, piecesOf, topOf } from './latency-line.ts'

const step = 900_000
const point = (index: number, differing: Partial<SeriesPoint> = {}): SeriesPoint => ({
  at: new Date(index * step).toISOString(),
  latencyP10Ms: 1,
  latencyP50Ms: 2,
  latencyP95Ms: 4,
  latencyMaxMs: 5,
  loss: 0,
  state: 'up',
  ...differing,
})
const silent = { latencyP10Ms: null, latencyP50Ms: null, latencyP95Ms: null, latencyMaxMs: null }

it('a gap in what was measured is a gap in the line', () => {
  const pieces = piecesOf(answeredOf([point(0), point(1), point(2, silent), point(3), point(7)]), step)
  expect(pieces.map((piece) => piece.map(({ at }) => at / step))).toEqual([[0, 1], [3], [7]])
})

it('a bucket without p10 has its band from the median up', () => {
  expect(answeredOf([point(0, { latencyP10Ms: null })])).toMatchObject([{ p10: 2, p50: 2, p95: 4 }])
})

it('one spike does not flatten the rest, and a threshold that is near is in the picture', () => {
  const day = Array.from({ length: 96 }, (_, index) => point(index, index === 50 ? { latencyP95Ms: 900 } : {}))
  expect(topOf(answeredOf(day), null)).toBe(8)
  expect(topOf(answeredOf(day.slice(0, 50)), 10)).toBe(10.5)
  expect(topOf(answeredOf(day.slice(0, 50)), 150)).toBe(4)
  expect(topOf([], null)).toBe(1)
})
