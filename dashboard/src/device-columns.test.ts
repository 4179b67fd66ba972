import { describe, expect, it } from 'vitest'
import { columnsFrom, sortingFrom, sortingText } from './device-columns.ts'

describe('the order of the devices', () => {
  it('is read from the address and written there, and is nobody’s where it makes no sense', () => {
    for (const said of ['name', '-seen', 'state']) {
      const found = sortingFrom(said)
      expect(found === null ? '' : sortingText(found)).toBe(said)
    }
    // A bar of states has no order.
    for (const said of [null, '', '-', 'bar', '-nothing', '--name']) expect(sortingFrom(said)).toBeNull()
  })

  it('leaves the columns that a browser kept as they were', () => {
    expect(columnsFrom('{"sort":{"key":"mac","down":true},"columns":["mac"]}')).toEqual(['name', 'mac'])
    expect(columnsFrom('{"columns":7}')).toEqual(columnsFrom(null))
    expect(columnsFrom('{')).toEqual(columnsFrom(null))
  })
})
