import type { Kind } from '@sereno/shared/kind.ts'
import type { EntryBrief, IncidentBrief } from '@sereno/shared/overview.ts'

/** Worst first; the agent's own list of it lives with its schemas, which a browser need not load. */
const rank: Record<Kind, number> = { Offline: 0, Fail: 1, Error: 2, Retry: 3 }

/** The entry that speaks for an incident: the worst that is still open, else the worst. */
export function leadingEntry<T extends Pick<EntryBrief, 'kind' | 'at' | 'endedAt'>>({
  entries,
}: {
  entries: readonly T[]
}): T | null {
  const open = entries.filter((entry) => entry.endedAt === null)
  const list = open.length > 0 ? open : entries
  return list.toSorted((a, b) => rank[a.kind] - rank[b.kind] || a.at.localeCompare(b.at))[0] ?? null
}

/** Incidents, the worst kind first and the longest first among equals; what someone put off comes last. */
export const sortIncidents = (incidents: readonly IncidentBrief[], now: number): IncidentBrief[] =>
  incidents
    .map((incident) => {
      const lead = leadingEntry(incident)
      return { incident, later: Number(isSnoozed(incident, now)), rank: lead === null ? 9 : rank[lead.kind] }
    })
    .toSorted((a, b) => a.later - b.later || a.rank - b.rank || a.incident.openedAt.localeCompare(b.incident.openedAt))
    .map(({ incident }) => incident)

export const isSnoozed = ({ snoozedUntil }: Pick<IncidentBrief, 'snoozedUntil'>, now: number): boolean =>
  snoozedUntil !== null && Date.parse(snoozedUntil) > now
