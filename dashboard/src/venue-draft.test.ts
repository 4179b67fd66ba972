import { venueSettings } from '@sereno/shared/venue.ts'
import { describe, expect, it } from 'vitest'
import { changedOf, draftOfVenue, isClash, patchOfVenue } from './venue-draft.ts'

const zone = 'Europe/Madrid'
const own = [{ subnet: '10.0.0.0/24' }, { subnet: 'fd00::/64' }]
const venue = venueSettings.parse({
  name: 'Bar Pepe',
  help: { name: 'Printers & Co', phone: '+34600123456' },
  openingHours: {
    days: [{ day: 5, from: '18:00', to: '03:00' }],
    holidays: [{ date: '2026-12-25' }, { date: '2026-12-31', from: '20:00', to: '06:00' }],
  },
  maintenance: [{ from: '2026-11-21T22:00:00Z', until: '2026-11-22T01:00:00Z', note: 'New switch' }],
  subnets: ['192.168.1.0/24'],
})

describe('the form of the venue', () => {
  it('sends back what it was given, hours past midnight included', () => {
    const { name, address, help, openingHours, maintenance, subnets, retention } = venue
    expect(patchOfVenue(draftOfVenue(venue, zone, own), zone, own)).toEqual({
      name,
      address,
      help,
      openingHours,
      maintenance,
      subnets,
      retention,
    })
  })

  it('shows maintenance by the venue’s own clock', () => {
    expect(draftOfVenue(venue, zone, own).windows[0]?.from).toBe('2026-11-21T23:00')
  })

  it('takes a phone number as people write it', () => {
    const draft = { ...draftOfVenue(venue, zone, own), helpPhone: '+34 (600) 123-456' }
    expect(patchOfVenue(draft, zone, own).help?.phone).toBe('+34600123456')
  })

  it('takes the hours away where every hour counts', () => {
    expect(patchOfVenue({ ...draftOfVenue(venue, zone, own), days: null }, zone, own).openingHours).toBeNull()
  })

  it('shows the box’s own networks where none is saved, and saves none where it is just those', () => {
    const draft = draftOfVenue({ ...venue, subnets: [] }, zone, own)
    expect(draft.subnets).toEqual(['10.0.0.0/24'])
    expect(patchOfVenue(draft, zone, own).subnets).toEqual([])
    expect(patchOfVenue({ ...draft, subnets: ['10.0.1.0/24'] }, zone, own).subnets).toEqual(['10.0.1.0/24'])
  })
})

describe('two people at the same form', () => {
  const before = patchOfVenue(draftOfVenue(venue, zone, own), zone, own)
  const mine = changedOf(before, { ...before, address: 'Calle Mayor 1' })

  it('only what someone changed is saved', () => expect(mine).toEqual({ address: 'Calle Mayor 1' }))

  it('clash only where both changed the same', () => {
    expect(isClash(venue, { ...venue, name: 'Bar Ana' }, mine)).toBe(false)
    expect(isClash(venue, { ...venue, address: 'Calle Menor 2' }, mine)).toBe(true)
  })
})
