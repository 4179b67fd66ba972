import { venueSettings } from '@sereno/shared/venue.ts'
import { describe, expect, it } from 'vitest'
import { draftOfVenue, patchOfVenue } from './venue-draft.ts'

const zone = 'Europe/Madrid'
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
    expect(patchOfVenue(draftOfVenue(venue, zone), zone)).toEqual({
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
    expect(draftOfVenue(venue, zone).windows[0]?.from).toBe('2026-11-21T23:00')
  })

  it('takes a phone number as people write it', () => {
    const draft = { ...draftOfVenue(venue, zone), helpPhone: '+34 (600) 123-456' }
    expect(patchOfVenue(draft, zone).help?.phone).toBe('+34600123456')
  })

  it('takes the hours away where the switch is off', () => {
    expect(patchOfVenue({ ...draftOfVenue(venue, zone), hasHours: false }, zone).openingHours).toBeNull()
  })
})
