import { say } from '@sereno/shared/locales/index.ts'
import { outages } from '../../../flow/outages.ts'
import type { House } from '../../house.ts'
import { venueTimezone } from '../../venue/venue-timezone.ts'
import { timesOff } from './alive.ts'
import { entriesOf } from './own-entries.ts'
import { spellWhen } from './spell-when.ts'
import { longMs, lookBackMs, type NoticeSource, type Occurrence } from './system-notice.ts'

/** The box could not be reached from outside for long: it was off, or without internet. Told once that is over. */
export const box: NoticeSource = {
  thing: 'box',
  path: '/system',
  async find(house, now) {
    const off = (await timesOff(house))
      .filter(({ until }) => until > now - lookBackMs)
      .map(({ from, until }) => occurrence(house, 'off', `off:${from}`, from, until))
    return [...off, ...(await withoutInternet(house, now))]
  },
}

async function withoutInternet(house: House, now: number): Promise<Occurrence[]> {
  const { items } = await entriesOf(house, outages, now)
  return items.flatMap(({ id, at, endedAt, explainedBy }) => {
    if (endedAt === null || explainedBy !== null) return []
    const [from, until] = [Date.parse(at), Date.parse(endedAt)]
    return until - from < longMs ? [] : [occurrence(house, 'no_internet', id, from, until)]
  })
}

const occurrence = (
  house: House,
  why: 'off' | 'no_internet',
  key: string,
  from: number,
  until: number,
): Occurrence => ({
  key,
  at: until,
  item: (language) => ({
    text: say(language, `mail.notice_box.${why}`),
    notes: [spellWhen(language, venueTimezone(house), from, until)],
  }),
})
