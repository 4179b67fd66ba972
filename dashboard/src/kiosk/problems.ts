import type { DeviceBrief, EntryBrief, IncidentBrief, Overview } from '@sereno/shared/overview.ts'
import { deviceFreshness } from '../fresh.ts'
import { leadingEntry, sortIncidents } from '../incident-order.ts'
import { type Badge, badgeOf, badgeRank } from '../looks.ts'

/** One thing that is wrong, as the staff are told. */
export interface Problem {
  /** The incident's. */
  id: string
  /** `null`: Sereno itself. */
  device: DeviceBrief | null
  lead: EntryBrief
  since: string
  /** Prints that failed there since. */
  failedPrints: number
  acknowledgedBy: string | null
  isSnoozed: boolean
}

/** A mail of Sereno's that waits is nothing that anyone in the bar can mend: the dashboard tells of it. */
const isForStaff = ({ deviceId }: IncidentBrief, lead: EntryBrief) =>
  deviceId !== null || !lead.cause.startsWith('mail_')

/** What is wrong now, the worst first. */
export const problemsOf = ({ incidents, devices }: Overview, now: number): Problem[] =>
  sortIncidents(
    incidents.filter(({ closedAt }) => closedAt === null),
    now,
  ).flatMap((incident) => {
    const lead = leadingEntry(incident)
    if (lead === null || lead.endedAt !== null || !isForStaff(incident, lead)) return []
    return [
      {
        id: incident.id,
        device: devices.find(({ id }) => id === incident.deviceId) ?? null,
        lead,
        since: lead.at,
        failedPrints: incident.failedPrints,
        acknowledgedBy: incident.acknowledgedBy,
        isSnoozed: incident.snoozedUntil !== null && Date.parse(incident.snoozedUntil) > now,
      },
    ]
  })

export interface Tile {
  device: DeviceBrief
  badge: Badge
}

/** The devices in service, the worst first and then by place. What is fresh here is fresh by this page's own reckoning. */
export const tilesOf = (devices: readonly DeviceBrief[], now: number, lost: boolean): Tile[] =>
  devices
    .filter(({ inService }) => inService)
    .map((device) => ({ device, badge: badgeOf(device, deviceFreshness(device, now, lost)) }))
    .toSorted(
      (one, other) =>
        badgeRank(one.badge) - badgeRank(other.badge) ||
        one.device.place.localeCompare(other.device.place) ||
        one.device.name.localeCompare(other.device.name),
    )

/** `lost`: the agent does not answer; `unknown`: it cannot say how some devices are. Only `well` is green. */
export type Mood = 'lost' | 'trouble' | 'unknown' | 'empty' | 'well'

export function moodOf(problems: readonly Problem[], tiles: readonly Tile[], lost: boolean): Mood {
  if (lost) return 'lost'
  if (problems.length > 0) return 'trouble'
  const watched = tiles.filter(({ badge }) => badge !== 'paused')
  if (watched.length === 0) return 'empty'
  const isWell = watched.every(({ badge }) => badge === 'up' || badge === 'asleep' || badge === 'degraded')
  return isWell ? 'well' : 'unknown'
}
