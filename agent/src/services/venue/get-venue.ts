import type { VenueSettings } from '@sereno/shared/venue.ts'
import type { House } from '../house.ts'

/** The venue's settings. */
export const getVenue = (house: House): VenueSettings => house.book.read().venue
