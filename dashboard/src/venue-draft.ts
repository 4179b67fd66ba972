import type { VenuePatch, VenueSettings } from '@sereno/shared/venue.ts'
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
  /** Off: no hours are set, so every hour counts. */
  hasHours: boolean
  days: { day: number; from: string; to: string }[]
  holidays: { date: string; open: boolean; from: string; to: string }[]
  windows: WindowDraft[]
  /** One a line. */
  subnets: string
  minutesDays: number | null
  hoursDays: number | null
  activityDays: number | null
}

export const draftOfVenue = (venue: VenueSettings, zone: string): VenueDraft => ({
  name: venue.name,
  address: venue.address,
  helpName: venue.help.name,
  helpPhone: venue.help.phone,
  hasHours: venue.openingHours !== null,
  days: (venue.openingHours?.days ?? []).map((span) => ({ ...span })),
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
  subnets: venue.subnets.join('\n'),
  minutesDays: venue.retention.minutesDays,
  hoursDays: venue.retention.hoursDays,
  activityDays: venue.retention.activityDays,
})

export function patchOfVenue(draft: VenueDraft, zone: string): VenuePatch {
  const openingHours = {
    days: draft.days.toSorted((a, b) => a.day - b.day || a.from.localeCompare(b.from)),
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
    openingHours: draft.hasHours ? openingHours : null,
    maintenance: draft.windows.map((window) => ({
      from: fromWall(window.from, zone) ?? window.from,
      until: fromWall(window.until, zone) ?? window.until,
      deviceIds: window.deviceIds,
      note: window.note,
    })),
    subnets: draft.subnets.split(/[\s,;]+/u).filter((part) => part !== ''),
    retention: {
      ...(draft.minutesDays === null ? {} : { minutesDays: draft.minutesDays }),
      ...(draft.hoursDays === null ? {} : { hoursDays: draft.hoursDays }),
      ...(draft.activityDays === null ? {} : { activityDays: draft.activityDays }),
    },
  }
}
