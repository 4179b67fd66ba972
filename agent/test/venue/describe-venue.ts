import { describe, expect, test } from 'vitest'
import { venueLacks } from './lacks.ts'

/**
 * Tests that need a venue. Where this machine cannot hold one, says in one line what was left out and why, as a test of
 * its own, so that a run which proves less never looks like one that proves all.
 */
export function describeVenue(name: string, timeout: number, tests: () => void): void {
  const lack = venueLacks()
  if (lack === null) describe(name, { timeout }, tests)
  else {
    console.warn(`LEFT OUT: ${name}, since ${lack}`)
    test(`${name}: left out, since ${lack}`, () => expect(lack).not.toBe(''))
  }
}
