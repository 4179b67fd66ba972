import { expect, test } from 'vitest'
import { hourMs, lifetimeMs, nextTry } from './back-off.ts'

test('tries again after 30 s, 1, 2, 5 and 15 minutes, then hourly', () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((attempts) => nextTry(attempts, 0, lifetimeMs) / 1000)
  expect(waits).toEqual([30, 60, 120, 300, 900, 3600, 3600, 3600])
})

test('the last attempt falls on the end of the five days; a mail beyond them is not tried without pause', () => {
  expect(nextTry(50, lifetimeMs - hourMs / 2, lifetimeMs)).toBe(lifetimeMs)
  expect(nextTry(50, lifetimeMs + 5, lifetimeMs)).toBe(lifetimeMs + 5 + hourMs)
})
