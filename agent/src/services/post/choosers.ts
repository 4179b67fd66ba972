import { isQuietFor, type NotificationChoices } from '@sereno/shared/notifications.ts'
import type { House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { type Reader, readers } from './readers.ts'

/** Someone who can be mailed, with what they chose. */
export interface Chooser {
  reader: Reader
  choices: NotificationChoices
}

/** Everybody who can be mailed and wants something. */
export async function choosers(house: House, want: (choices: NotificationChoices) => boolean): Promise<Chooser[]> {
  const found: Chooser[] = []
  for (const reader of await readers(house)) {
    const choices = await house.store.notifications.of(reader.id)
    if (want(choices)) found.push({ reader, choices })
  }
  return found
}

/** Whether it is the time of day at which they want peace: what they chose waits until it is over. */
export const isQuietNow = (house: House, { quietHours }: NotificationChoices): boolean =>
  isQuietFor(quietHours, venueTimezone(house), house.clock.now())

/** Where each mail that someone chose can be stopped. */
export const stopPath = '/me#notifications'
