import type { Contact } from '@sereno/shared/conversation.ts'
import type { Caller, House } from '../house.ts'

/** Whom the house itself knows: a paired iPad, or somebody who signed in at this browser. */
export interface KnownVisitor {
  name: string
  place: string
  deviceId: string | null
}

/** `null` for everyone else, also for a program with a token. */
export function knownVisitor(house: House, caller: Caller | null): KnownVisitor | null {
  if (caller === null) return null
  if (caller.pad === null)
    return caller.sessionId === null ? null : { name: caller.fullName, place: '', deviceId: null }
  const { deviceId } = caller.pad
  const device = house.book.read().devices.find(({ id }) => id === deviceId)
  return { name: caller.fullName, place: device?.place ?? '', deviceId }
}

/**
 * Whether the house itself vouches for a contact, and not only their site: they are of the venue. An iPad is so for as
 * long as it is one of ours.
 */
export const isOfVenue = (house: House, { verified, externalId, deviceId }: Contact): boolean =>
  verified &&
  externalId === null &&
  (deviceId === null || house.book.read().devices.some(({ id, type }) => id === deviceId && type === 'ipad'))
