import { expect, test } from 'vitest'
import { measured } from './measured.ts'
import { growthPerDay, type Sample, soak } from './soak.ts'

const MB = 1_000_000
const megabytes = (bytes: number) => `${(bytes / MB).toFixed(1)} MB`

test('P7 a day of 50 devices writes at most 50 MB', async () => {
  const written = growthPerDay(await soak(), (sample) => sample.written)
  measured(7, `${megabytes(written)} a day, with two outages an hour`)
  expect(written).toBeLessThanOrEqual(50 * MB)
})

/** The least of a part of the samples: what comes and goes is no leak. */
const floor = (samples: readonly Sample[], of: (sample: Sample) => number) => Math.min(...samples.map(of))

test('P33 memory stays flat', async () => {
  const samples = await soak()
  const third = Math.floor(samples.length / 3)
  const [middle, late] = [samples.slice(third, 2 * third), samples.slice(2 * third)]
  const hours = ((samples.at(-1)?.minutes ?? 0) / 60) * (2 / 3)
  const heap =
    ((floor(late, ({ heapUsed }) => heapUsed) - floor(middle, ({ heapUsed }) => heapUsed)) / (hours / 2)) * 24
  const most = Math.max(...samples.map(({ rss }) => rss))
  measured(
    33,
    `${((samples.at(-1)?.minutes ?? 0) / 60).toFixed(1)} h sped up: heap ${megabytes(heap)} a day, resident ${megabytes(most)} at most`,
  )
  expect(heap).toBeLessThanOrEqual(MB)
  expect(most).toBeLessThanOrEqual(150 * MB)
})

test('P34 no file descriptor is left open in 100,000 looks', async () => {
  const samples = await soak()
  const looks = samples.at(-1)?.looks ?? 0
  const half = Math.floor(samples.length / 2)
  const files = ({ files }: Sample) => files
  const more = floor(samples.slice(half), files) - floor(samples.slice(5, half), files)
  measured(34, `${looks} looks, ${more > 0 ? '+' : ''}${more}`)
  expect(looks).toBeGreaterThanOrEqual(100_000)
  expect(more).toBeLessThanOrEqual(0)
})
