import type { Entry } from '@sereno/shared/activity.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import type { Kind } from '@sereno/shared/kind.ts'

/** Worst first; the agent's own list of it lives with its schemas, which a browser need not load. */
const rank: Record<Kind, number> = { Offline: 0, Fail: 1, Error: 2, Retry: 3 }

/** The entry that speaks for an incident: the worst that is still open, else the worst. */
export function leadingEntry(incident: Pick<Incident, 'entries'>): Entry | null {
  const open = incident.entries.filter((entry) => entry.endedAt === null)
  const list = open.length > 0 ? open : incident.entries
  return list.toSorted((a, b) => rank[a.kind] - rank[b.kind] || a.at.localeCompare(b.at))[0] ?? null
}

/** Open incidents, the worst kind first and the longest first among equals. */
export const sortIncidents = (incidents: readonly Incident[]): Incident[] => {
  const rankOf = (incident: Incident) => {
    const lead = leadingEntry(incident)
    return lead === null ? 9 : rank[lead.kind]
  }
  return incidents.toSorted((a, b) => rankOf(a) - rankOf(b) || a.openedAt.localeCompare(b.openedAt))
}
