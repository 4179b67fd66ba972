import type { ChatSettings } from '@sereno/shared/api/chat.ts'
import { isoOrNull } from '../../clock.ts'
import type { Caller, House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { answering } from './answering.ts'
import { findChat } from './find-chat.ts'
import { identityOfKnown, knownVisitor } from './known-visitor.ts'

/**
 * What the widget has to know before anything is written. Of the venue it tells nothing but the zone of its hours, and its
 * own people whom to call.
 * @throws {Fault} `chat_off`, `foreign_origin`
 */
export function chatSettings(
  house: House,
  channelId: string,
  foreign: string | null,
  caller: Caller | null,
): ChatSettings {
  const { id, name, settings } = findChat(house, channelId, foreign)
  const { venue } = house.book.read()
  const timezone = venueTimezone(house)
  const { open, opensAt } = answering(settings.hours ?? venue.openingHours, timezone, house.clock.now())
  const known = knownVisitor(house, caller)
  return {
    channelId: id,
    name,
    color: settings.color,
    greeting: settings.greeting,
    awayText: settings.awayText,
    language: settings.language,
    open,
    opensAt: isoOrNull(opensAt),
    timezone,
    phone: known === null ? '' : venue.help.phone,
    mayAttachStates: known !== null,
    known: known === null ? null : { id: identityOfKnown(known), name: known.name, place: known.place },
  }
}
