import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeOf, scanJson } from './json-scan.ts'

const isJson = (text: string) => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('the scan of a JSON text', () => {
  it.each([
    ['{"a": 1,}', 'unexpected', 8],
    ['{"a": 1', 'ends_too_early', 7],
    ['{"a": 1 "b": 2}', 'unexpected', 8],
    ["{'a': 1}", 'unexpected', 1],
    ['[1, 02]', 'unexpected', 4],
    ['[1] x', 'unexpected', 4],
    ['', 'ends_too_early', 0],
    ['{"a": {"b": 1, "c": 2, "b": 3}}', 'said_twice', 23],
    ['["\n"]', 'unexpected', 1],
    [`${'['.repeat(100)}`, 'too_deep', 65],
  ])('finds the first fault of %j', (text, reason, offset) => {
    expect(scanJson(text).fault).toMatchObject({ reason, offset })
  })

  it('agrees with JSON.parse on what is JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.nat(), fc.string({ maxLength: 2 }), (json, at, noise) => {
        const place = at % (json.length + 1)
        for (const text of [json, json.slice(0, place), json.slice(0, place) + noise + json.slice(place)]) {
          const { fault } = scanJson(text)
          if (fault?.reason !== 'said_twice') expect(fault === null, text).toBe(isJson(text))
        }
      }),
    )
  })

  it('knows the line and column of each path, or of what is around it', () => {
    const text = '{\n  "devices": [\n    {"id": "a"},\n    {"id": "b", "address": 5}\n  ]\n}'
    const scanned = scanJson(text)
    expect(placeOf(text, scanned, 'devices[1].address')).toEqual({ line: 4, column: 17 })
    expect(placeOf(text, scanned, 'devices[1].name')).toEqual({ line: 4, column: 5 })
    expect(placeOf(text, scanned, 'devices[7].probes[2].id')).toEqual({ line: 2, column: 3 })
    expect(placeOf(text, scanned, 'mail')).toEqual({ line: 1, column: 1 })
    expect(placeOf(text, scanned, '')).toEqual({ line: 1, column: 1 })
  })
})
