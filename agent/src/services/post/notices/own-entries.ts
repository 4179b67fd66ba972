import type { Cause } from '@sereno/shared/cause.ts'
import { iso } from '../../../clock.ts'
import { inShort } from '../../activity/entry-view.ts'
import type { House } from '../../house.ts'
import { venueTimezone } from '../../venue/venue-timezone.ts'
import { spellWhen } from './spell-when.ts'
import { lookBackMs, type NoticeSource } from './system-notice.ts'

const most = 100

/** A thing whose failures stand in the activity log as the agent's own, by their causes: what to do comes with them. */
export const ownEntries = (
  { thing, path }: Pick<NoticeSource, 'thing' | 'path'>,
  causes: readonly Cause[],
): NoticeSource => ({
  thing,
  path,
  async find(house, now) {
    const { items } = await entriesOf(house, causes, now)
    return items
      .filter(({ source }) => source === 'agent')
      .map((entry) => ({
        key: entry.id,
        at: Date.parse(entry.at),
        item: (language) => {
          const { message, advice } = inShort(entry, language)
          const until = entry.endedAt === null ? null : Date.parse(entry.endedAt)
          const when = spellWhen(language, venueTimezone(house), Date.parse(entry.at), until)
          return { text: message, notes: [when, ...(until === null ? [advice] : [])] }
        },
      }))
  },
})

/** What of some causes touched the time that is looked back at. */
export const entriesOf = (house: House, causes: readonly string[], now: number) =>
  house.store.journal.list({ causes: [...causes], since: iso(now - lookBackMs), until: iso(now + 1) }, { limit: most })
