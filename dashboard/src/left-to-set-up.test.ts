import type { Overview } from '@sereno/shared/overview.ts'
import { expect, it } from 'vitest'
import { leftToSetUp } from './left-to-set-up.ts'

const overview = (roles: (string | null)[], nextDigestAt: string | null) =>
  ({ devices: roles.map((role) => ({ role })), nextDigestAt }) as unknown as Overview

it('has nothing left once a device of the venue is watched and somebody gets mail', () => {
  expect(leftToSetUp(overview(['gateway', null], '2026-11-22T06:00:00.000Z'))).toEqual([])
})

it('counts what the box watches by itself as no device of the venue', () => {
  expect(leftToSetUp(overview(['gateway', 'internet'], '2026-11-22T06:00:00.000Z'))).toEqual(['devices'])
})

it('has both left in a venue where nothing was done', () => {
  expect(leftToSetUp(overview([], null))).toEqual(['devices', 'mail'])
})
