import type { Rollout } from '@sereno/shared/rollout.ts'
import { iso } from '../../clock.ts'
import type { Caller, House } from '../house.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { checklistOf } from './checklist.ts'
import { calmOf, dayOf, spansOf } from './days-of.ts'
import { noteView } from './notes.ts'
import { thresholdOf } from './threshold-of.ts'

const dayMs = 86_400_000
const worstDays = 3
const mostWorst = 3

/** When the venue was set up; before that it begins now. */
export const installedAtOf = (house: House): number =>
  Date.parse(house.book.read().account?.createdAt ?? iso(house.clock.now()))

/** The first days of the venue, for whoever reviews them. */
export async function getRollout(house: House, caller: Pick<Caller, 'userId'>): Promise<Rollout> {
  const now = house.clock.now()
  const installedAt = installedAtOf(house)
  const { rollout } = house.store
  const threshold = thresholdOf(house.book.read())
  const [{ first, day, calm }, worst, points, notes, handed] = await Promise.all([
    daysOf(house, installedAt, now),
    worstOf(house, installedAt, now),
    checklistOf(house, { installedAt, now }),
    rollout.notes(),
    rollout.handedOver(),
  ])
  return {
    at: iso(now),
    venue: house.book.read().venue.name,
    installedAt: iso(installedAt),
    day,
    threshold: { ...threshold, kinds: [...threshold.kinds] },
    days: first,
    calm,
    worst,
    points,
    notes: notes.map((note) => noteView(note, caller)),
    handedOver: handed && { at: iso(handed.at), by: handed.by },
  }
}

/** The first days, which one runs, and how many were calm up to yesterday. */
export async function daysOf(house: House, installedAt: number, now: number) {
  const { first, last, day } = spansOf(installedAt, now, venueTimezone(house))
  const threshold = thresholdOf(house.book.read())
  const spans = [...new Map([...first, ...last].map((span) => [span.date, span])).values()]
  const figures = await house.store.rollout.days(spans.map(({ since, until }) => ({ since, until })))
  const days = spans.flatMap((span, index) => {
    const found = figures[index]
    return found === undefined ? [] : [dayOf(span, found, threshold, { installedAt, now })]
  })
  const lastDates = new Set(last.map(({ date }) => date))
  return {
    first: days.slice(0, first.length),
    day,
    calm: calmOf(days.filter(({ date }) => lastDates.has(date))),
  }
}

/** Where most came from of late: what is mended there is felt first. */
async function worstOf(house: House, installedAt: number, now: number): Promise<Rollout['worst']> {
  const since = Math.max(installedAt, now - worstDays * dayMs)
  const { devices } = await house.store.journal.summary({ since: iso(since), until: iso(now + 1) })
  const known = new Set(house.book.read().devices.map(({ id }) => id))
  return devices.slice(0, mostWorst).map(({ deviceId, deviceName, total }) => ({
    deviceId: deviceId !== null && known.has(deviceId) ? deviceId : null,
    name: deviceName ?? '',
    total,
  }))
}
