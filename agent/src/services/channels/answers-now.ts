import { isOpen } from '../../judge/schedule.ts'
import type { House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'

/** Whether somebody answers on a channel now: in its own hours, or in the venue's; always where neither has any. */
export function answersNow(house: House, channelId: string): boolean {
  const { channels, venue } = house.book.read()
  const channel = channels.find(({ id }) => id === channelId)
  const own = channel?.type === 'live-chat' ? channel.settings.hours : null
  return isOpen(own ?? venue.openingHours, venueTimezone(house), house.clock.now()) ?? true
}
