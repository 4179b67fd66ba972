import { expect, it } from 'vitest'
import { takeTurn } from './turns.ts'

const never = new AbortController().signal

it('lets one in at a time, in order, with a pause between', async () => {
  const seen: string[] = []
  const times: number[] = []
  const work = (name: string) => async () => {
    seen.push(`${name} begins`)
    times.push(performance.now())
    await new Promise((resolve) => setImmediate(resolve))
    times.push(performance.now())
    seen.push(`${name} ends`)
    return name
  }
  const done = await Promise.all(['a', 'b'].map((name) => takeTurn('order', 5000, never, work(name))))
  expect(done).toEqual(['a', 'b'])
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  const [, firstEnd = 0, secondBegin = 0] = times
  expect(secondBegin - firstEnd).toBeGreaterThanOrEqual(195)
})

it('gives up after its time, and the next in the queue still gets its turn', async () => {
  const first = Promise.withResolvers<string>()
  const holding = takeTurn('patience', 1000, never, () => first.promise)
  expect(await takeTurn('patience', 20, never, async () => 'too early')).toBeNull()
  const later = takeTurn('patience', 5000, never, async () => 'later')
  first.resolve('first')
  expect(await holding).toBe('first')
  expect(await later).toBe('later')
})

it('does not keep others waiting for another key', async () => {
  const held = Promise.withResolvers<string>()
  const holding = takeTurn('one', 1000, never, () => held.promise)
  expect(await takeTurn('other', 0, never, async () => 'at once')).toBe('at once')
  held.resolve('done')
  await holding
})

it('gives up at once when it is called off', async () => {
  const held = Promise.withResolvers<string>()
  const holding = takeTurn('stop', 1000, never, () => held.promise)
  const stop = new AbortController()
  const waiting = takeTurn('stop', 60_000, stop.signal, async () => 'never')
  stop.abort()
  expect(await waiting).toBeNull()
  held.resolve('done')
  await holding
})
