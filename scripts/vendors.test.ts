import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { vendorsFile, vendorTable } from './vendors.ts'

test('the table of vendors is what the script makes of the IEEE’s list, and small', () => {
  const kept = readFileSync(vendorsFile, 'utf8')
  expect(kept, 'run `node scripts/vendors.ts`').toBe(vendorTable())
  expect(kept.length).toBeLessThan(60_000)
})

test('every maker in the table has a prefix', () => {
  const table: Record<string, string> = JSON.parse(readFileSync(vendorsFile, 'utf8'))
  for (const [name, prefixes] of Object.entries(table)) {
    expect(prefixes, name).toMatch(
      /^(?:[0-9a-f]{6}|[0-9a-f]{7}|[0-9a-f]{9})(?: (?:[0-9a-f]{6}|[0-9a-f]{7}|[0-9a-f]{9}))*$/u,
    )
  }
})
