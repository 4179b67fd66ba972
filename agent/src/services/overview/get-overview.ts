import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Incident } from '@sereno/shared/incident.ts'
import type { Overview } from '@sereno/shared/overview.ts'
import { iso } from '../../clock.ts'
import { entryView } from '../activity/entry-view.ts'
import { deviceView } from '../devices/device-view.ts'
import type { House } from '../house.ts'
import { incidentViews } from '../incidents/incident-views.ts'
import { lacksOf } from '../system/lacks-of.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { problemsOf, worseFirst } from './problems.ts'
import { verdictOf } from './verdict.ts'

const dayMs = 86_400_000

/** What the first page needs, in one answer. */
export async function getOverview(house: House, language: Language): Promise<Overview> {
  const now = house.clock.now()
  const { journal } = house.store
  const [open, incidents, day, lacks] = await Promise.all([
    journal.openEntries(),
    journal.openIncidents(),
    journal.summary({ since: iso(now - dayMs), until: iso(now + 1) }),
    lacksOf(house, language),
  ])
  const { venue, devices: settings } = house.book.read()
  const timezone = venueTimezone(house)
  const devices = settings.map((setting) => deviceView(house, setting, language))
  return {
    at: iso(now),
    venue: { name: venue.name, timezone, help: venue.help },
    verdict: verdictOf(devices, problemsOf(open), { now, timezone, language }),
    counts: day.kinds,
    incidents: attentionOf(await incidentViews(house, incidents, language)),
    explained: explainedOf(open).map((entry) => entryView(entry, language)),
    devices,
    lacks,
    nextDigestAt: nextDigestAt(house),
  }
}

/** Incidents with something of their own, the worst first. What hangs behind another is named by that other. */
function attentionOf(incidents: Incident[]): Incident[] {
  return incidents
    .flatMap((incident) => {
      const [worst] = incident.entries
        .filter(({ endedAt, explainedBy }) => endedAt === null && explainedBy === null)
        .toSorted(worseFirst)
      return worst === undefined ? [] : [{ incident, worst }]
    })
    .toSorted((one, other) => worseFirst(one.worst, other.worst))
    .map(({ incident }) => incident)
}

/** Open entries that explain others, and those they explain. */
function explainedOf(open: readonly EntryRecord[]): EntryRecord[] {
  const explaining = new Set(open.flatMap(({ explainedBy }) => explainedBy ?? []))
  return open.filter(({ id, explainedBy }) => explainedBy !== null || explaining.has(id))
}

function nextDigestAt(house: House): string | null {
  const instants = house.book.read().integrations.flatMap((setting) => house.followUp.nextRunAt(setting) ?? [])
  return instants.length === 0 ? null : iso(Math.min(...instants))
}
