import type { EntryOutline, EntryRecord } from '@sereno/shared/activity.ts'
import { briefOf } from '@sereno/shared/brief-of.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { IncidentRecord } from '@sereno/shared/incident.ts'
import type { Overview } from '@sereno/shared/overview.ts'
import { iso } from '../../clock.ts'
import { deviceView } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { lacksOf } from '../system/lacks-of.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { childrenOf, entriesEach, entryBriefOf, incidentBriefOf } from './briefs.ts'
import { failedPrints } from './failed-prints.ts'
import { problemsOf, worseFirst } from './problems.ts'
import { verdictOf } from './verdict.ts'

const dayMs = 86_400_000
const maxExplained = 600

/** What the first page needs, in one answer. */
export async function getOverview(house: House, language: Language): Promise<Overview> {
  const now = house.clock.now()
  const { journal } = house.store
  const [open, incidents, day, dayBefore, lacks] = await Promise.all([
    journal.openOutlines(),
    journal.openIncidents(),
    journal.summary({ since: iso(now - dayMs), until: iso(now + 1) }),
    journal.summary({ since: iso(now - 2 * dayMs), until: iso(now - dayMs) }),
    lacksOf(house, language),
  ])
  const { venue, devices: settings } = house.book.read()
  const timezone = venueTimezone(house)
  const devices = settings.map((setting) => briefOf(deviceView(house, setting, language)))
  const troubled = attentionOf(incidents, open)
  const most = entriesEach(troubled.length)
  const problems = problemsOf(open)
  const explained = explainedOf(open)
  const told = [
    ...(problems[0] ? [problems[0].worst] : []),
    ...troubled.flatMap((one) => one.open.slice(0, most)),
    ...explained,
  ]
  const [ended, records, failed] = await Promise.all([
    journal.endedOf(
      troubled.map(({ incident }) => incident.id),
      most,
    ),
    journal.entries(told.map(({ id }) => id)),
    failedPrints(
      house,
      troubled.map(({ worst }) => worst),
    ),
  ])
  const endedBy = new Map(ended.map((one) => [one.incidentId, one]))
  const recordOf = new Map(records.map((record) => [record.id, record]))
  const behind = Map.groupBy(open, ({ explainedBy }) => explainedBy)
  const brief = (entry: EntryRecord) => entryBriefOf(entry, behind.get(entry.id) ?? [], language)
  const worst = recordOf.get(problems[0]?.worst.id ?? '')
  return {
    at: iso(now),
    venue: { name: venue.name, timezone, help: venue.help },
    verdict: verdictOf(devices, problems, { now, timezone, language, behind: childrenOf(worst?.detail ?? {}) }),
    counts: day.kinds,
    countsBefore: dayBefore.kinds,
    incidents: troubled.map((one) =>
      incidentBriefOf(
        {
          ...one,
          ended: endedBy.get(one.incident.id),
          failedPrints: failed.get(one.incident.deviceId) ?? 0,
        },
        most,
        recordOf,
        brief,
      ),
    ),
    explained: explained.flatMap(({ id }) => recordOf.get(id) ?? []).map(brief),
    devices,
    lacks,
    nextDigestAt: nextDigestAt(house),
  }
}

/** Incidents with something of their own, the worst first. What hangs behind another is named by that other. */
function attentionOf(incidents: readonly IncidentRecord[], open: readonly EntryOutline[]) {
  const byIncident = Map.groupBy(open, ({ incidentId }) => incidentId)
  return incidents
    .flatMap((incident) => {
      const own = (byIncident.get(incident.id) ?? []).toSorted(worseFirst)
      const worst = own.find(({ explainedBy }) => explainedBy === null)
      return worst === undefined ? [] : [{ incident, open: own, worst }]
    })
    .toSorted((one, other) => worseFirst(one.worst, other.worst))
}

/** Open entries that explain others, and those they explain; the oldest 600. */
function explainedOf(open: readonly EntryOutline[]): EntryOutline[] {
  const explaining = new Set(open.flatMap(({ explainedBy }) => explainedBy ?? []))
  return open.filter(({ id, explainedBy }) => explainedBy !== null || explaining.has(id)).slice(0, maxExplained)
}

function nextDigestAt(house: House): string | null {
  const instants = house.book.read().integrations.flatMap((setting) => house.followUp.nextRunAt(setting) ?? [])
  return instants.length === 0 ? null : iso(Math.min(...instants))
}
