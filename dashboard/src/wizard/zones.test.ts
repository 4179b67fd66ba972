import { expect, it } from 'vitest'
import { allZones, placeOf, searchZones } from './zones.ts'

const zones = allZones('en', 'Europe/Madrid')
const ids = (text: string) => searchZones(zones, text).map(({ id }) => id)

it('finds a zone by its city, its region or its name, with the cities that begin so first', () => {
  expect(ids('madr')[0]).toBe('Europe/Madrid')
  expect(ids('sao paulo')).toEqual(['America/Sao_Paulo'])
  expect(ids('europe andorra')).toEqual(['Europe/Andorra'])
  expect(ids('central european')).toContain('Europe/Madrid')
  expect(ids('')).toHaveLength(zones.length)
  expect(ids('no such place')).toEqual([])
})

it('names the city before its region, and keeps a zone that the browser calls otherwise', () => {
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires (America, Argentina)')
  expect(placeOf('UTC')).toBe('UTC')
  expect(allZones('ru', 'Etc/Odd').at(0)?.id).toBe('Etc/Odd')
})
