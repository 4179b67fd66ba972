import type { Contact } from '@sereno/shared/conversation.ts'
import type { Caller, House } from '../house.ts'

/** Whom the house itself knows: a paired iPad, or somebody who signed in at this browser. */
export interface KnownVisitor {
  /** `null` for an iPad. */
  userId: string | null
  name: string
  place: string
  deviceId: string | null
}

/** `null` for everyone else, also for a program with a token. */
export function knownVisitor(house: House, caller: Caller | null): KnownVisitor | null {
  if (caller === null) return null
  if (caller.pad === null)
    return caller.sessionId === null
      ? null
      : { userId: caller.userId, name: caller.fullName, place: '', deviceId: null }
  const { deviceId } = caller.pad
  const device = house.book.read().devices.find(({ id }) => id === deviceId)
  return { userId: null, name: caller.fullName, place: device?.place ?? '', deviceId }
}

type Vouched = Pick<Contact, 'verified' | 'deviceId' | 'userId' | 'externalId'>

/** Who a contact is to whoever vouches for them; `null` for whom nobody does. */
export function identityOf({ verified, deviceId, userId, externalId }: Vouched): string | null {
  if (!verified) return null
  return deviceId === null && userId === null ? `site ${externalId}` : identityOfKnown({ deviceId, userId })
}

export const identityOfKnown = ({ deviceId, userId }: Pick<KnownVisitor, 'deviceId' | 'userId'>): string =>
  deviceId === null ? `user ${userId}` : `device ${deviceId}`

/**
 * Whether a contact is of the venue and it is they who ask. What they showed when they began is not enough: the sign-in
 * or the iPad's token has to stand now, while the visitor's token lies in a browser for good.
 */
export function isOfVenue(house: House, caller: Caller | null, contact: Contact): boolean {
  const known = knownVisitor(house, caller)
  return known !== null && identityOfKnown(known) === identityOf(contact)
}
