import type { VenuePatch, VenueSettings } from '@sereno/shared/venue.ts'
import { ownFours, subnetsToSave } from './wizard/subnets.ts'
import { fromWall, toWall } from './zone-time.ts'

/** A span of maintenance as the form holds it: the venue's wall clock, `2026-11-21T23:11`. */
export interface WindowDraft {
  from: string
  until: string
  deviceIds: string[]
  note: string
}

/** The venue's settings as the form holds them. */
export interface VenueDraft {
  name: string
  address: string
  /** Whom the staff call. */
  helpName: string
  helpPhone: string
  /** `null`: no hours are set, so every hour counts. */
  days: { day: number; from: string; to: string }[] | null
  holidays: { date: string; open: boolean; from: string; to: string }[]
  windows: WindowDraft[]
  subnets: string[]
  minutesDays: number | null
  hoursDays: number | null
  activityDays: number | null
  chatsDays: number | null
}

/** A box's own addresses, each with its subnet: where none is saved, these are looked at. */
type Own = readonly { subnet: string }[]

export const draftOfVenue = (venue: VenueSettings, zone: string, own: Own): VenueDraft => ({
  name: venue.name,
  address: venue.address,
  helpName: venue.help.name,
  helpPhone: venue.help.phone,
  days: venue.openingHours?.days.map((span) => ({ ...span })) ?? null,
  holidays: (venue.openingHours?.holidays ?? []).map(({ date, from, to }) => ({
    date,
    open: from !== undefined && to !== undefined,
    from: from ?? '10:00',
    to: to ?? '23:00',
  })),
  windows: venue.maintenance.map((window) => ({
    from: toWall(window.from, zone),
    until: toWall(window.until, zone),
    deviceIds: [...window.deviceIds],
    note: window.note,
  })),
  subnets: venue.subnets.length > 0 ? [...venue.subnets] : ownFours(own),
  minutesDays: venue.retention.minutesDays,
  hoursDays: venue.retention.hoursDays,
  activityDays: venue.retention.activityDays,
  chatsDays: venue.retention.chatsDays,
})

export function patchOfVenue(draft: VenueDraft, zone: string, own: Own): VenuePatch {
  const openingHours = {
    days: (draft.days ?? []).toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from)),
    holidays: draft.holidays
      .filter(({ date }) => date !== '')
      .toSorted((a, b) => a.date.localeCompare(b.date))
      .map(({ date, open, from, to }) => (open ? { date, from, to } : { date })),
  }
  return {
    name: draft.name,
    address: draft.address,
    // People write a number in groups; what is kept is the number.
    help: { name: draft.helpName, phone: draft.helpPhone.replace(/[\s().-]/gu, '') },
    openingHours: draft.days === null ? null : openingHours,
    maintenance: draft.windows.map((window) => ({
      from: fromWall(window.from, zone) ?? window.from,
      until: fromWall(window.until, zone) ?? window.until,
      deviceIds: window.deviceIds,
      note: window.note,
    })),
    subnets: subnetsToSave(draft.subnets, ownFours(own)),
    retention: {
      ...(draft.minutesDays === null ? {} : { minutesDays: draft.minutesDays }),
      ...(draft.hoursDays === null ? {} : { hoursDays: draft.hoursDays }),
      ...(draft.activityDays === null ? {} : { activityDays: draft.activityDays }),
      ...(draft.chatsDays === null ? {} : { chatsDays: draft.chatsDays }),
    },
  }
}

const keys = ['name', 'address', 'help', 'openingHours', 'maintenance', 'subnets', 'retention'] as const
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** What of a form is to be saved: what differs from what it began with, so that others' changes elsewhere stay. */
export function changedOf(before: VenuePatch, after: VenuePatch): VenuePatch {
  const changed = { ...after }
  for (const key of keys) if (isSame(before[key], after[key])) delete changed[key]
  return changed
}

/** Whether someone else saved another value of what is about to be saved, since the form was filled. */
export const isClash = (began: VenueSettings, now: VenueSettings, mine: VenuePatch): boolean =>
  keys.some((key) => Object.hasOwn(mine, key) && !isSame(began[key], now[key]))
