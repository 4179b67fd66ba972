import type { House } from '../house.ts'

/** The venue's time zone; before the first set-up nobody has said one. */
export const venueTimezone = (house: House): string => house.book.read().account?.timezone ?? 'UTC'
