import { describe, expect, it } from 'vitest'
import { fromWall, toWall } from './zone-time.ts'

describe('the wall clock of a zone', () => {
  it.each([
    ['2026-11-21T23:11', 'Europe/Madrid', '2026-11-21T22:11:00.000Z'],
    ['2026-07-01T00:00', 'Europe/Madrid', '2026-06-30T22:00:00.000Z'],
    ['2026-01-01T12:00', 'Pacific/Kiritimati', '2025-12-31T22:00:00.000Z'],
    ['2026-01-01T12:00', 'America/St_Johns', '2026-01-01T15:30:00.000Z'],
  ])('%s in %s is %s', (wall, zone, moment) => {
    expect(fromWall(wall, zone)).toBe(moment)
    expect(toWall(moment, zone)).toBe(wall)
  })

  it('shows a repeated hour first before the clock is put back', () => {
    expect(fromWall('2026-10-25T02:30', 'Europe/Madrid')).toBe('2026-10-25T00:30:00.000Z')
  })

  it('moves a skipped hour on', () => {
    expect(fromWall('2026-03-29T02:30', 'Europe/Madrid')).toBe('2026-03-29T01:30:00.000Z')
  })

  it('does not know a time that is none', () => {
    expect(fromWall('', 'Europe/Madrid')).toBeNull()
  })
})
