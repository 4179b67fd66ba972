import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromCursor, toCursor } from './cursor.ts'
import { CursorFault } from './faults.ts'

describe('a cursor', () => {
  it('leads back to its place', () => {
    const place = { at: -1_000, sequence: 42 }
    expect(fromCursor(toCursor(place))).toEqual(place)
    expect(fromCursor(undefined)).toBeNull()
  })

  it('is refused where no list gave it out', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => fromCursor(text)).toThrow(CursorFault)
      }),
    )
  })
})
