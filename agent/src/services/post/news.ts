import type { IncidentRecord } from '@sereno/shared/incident.ts'
import { type NotificationEvent, wants } from '@sereno/shared/notifications.ts'
import type { House } from '../house.ts'
import { type Chooser, choosers, isQuietNow } from './choosers.ts'
import { type News, newsLetter } from './news-letter.ts'

const minuteMs = 60_000
/** So long what happens is gathered: what breaks together is told together. */
const gatherMs = 2 * minuteMs
/** Nobody gets these mails faster; what comes in between is in the next. */
const restMs = 10 * minuteMs
/** Longer than anybody's quiet hours. */
const lookBackMs = 48 * 60 * minuteMs

const events = ['incident_opened', 'incident_closed', 'device_found'] as const satisfies readonly NotificationEvent[]
type NewsEvent = (typeof events)[number]

/** Mails problems that began or are over, and devices that are new, to those who want that: each once, all in one mail. */
export async function tellNews(house: House): Promise<void> {
  if (!(await house.watch.clockTrusted())) return
  const wanting = await choosers(house, (choices) => events.some((event) => wants(choices, event, 'email')))
  if (wanting.length === 0) return
  const all = await happened(house)
  for (const chooser of wanting) await tell(house, chooser, all)
}

interface Happened {
  incidents: IncidentRecord[]
  found: News['found']
}

async function happened({ store, clock }: House): Promise<Happened> {
  const since = clock.now() - lookBackMs
  const { items } = await store.journal.notices({ limit: 100 })
  return {
    incidents: await store.journal.incidentsSince(since),
    found: items.filter(({ cause, at }) => cause === 'new_device' && Date.parse(at) >= since),
  }
}

/** Something that a person wants to hear of, and when it was. */
interface Item {
  event: NewsEvent
  id: string
  at: number
}

async function tell(house: House, { reader, choices }: Chooser, all: Happened): Promise<void> {
  const { told } = house.store
  const now = house.clock.now()
  const from = new Map<NewsEvent, number>()
  for (const event of events) {
    // Who wants it again later is not told of the time in between.
    if (wants(choices, event, 'email')) from.set(event, await told.since(reader.id, event, now))
    else await told.forget(reader.id, event)
  }
  if (isQuietNow(house, choices)) return
  const items = itemsOf(all).filter(({ event, at }) => at >= (from.get(event) ?? Number.POSITIVE_INFINITY) && at <= now)
  const known = new Set(await told.known(reader.id, 'news', items.map(keyOf)))
  const fresh = items.filter((item) => !known.has(keyOf(item)))
  if (Math.min(...fresh.map(({ at }) => at)) > now - gatherMs) return
  const last = await told.lastAt(reader.id, 'news')
  if (last !== null && now - last < restMs) return
  const ids = (of: readonly NewsEvent[]) => new Set(fresh.filter(({ event }) => of.includes(event)).map(({ id }) => id))
  const about = ids(['incident_opened', 'incident_closed'])
  const found = ids(['device_found'])
  const letter = await newsLetter(house, reader, {
    incidents: all.incidents.filter(({ id }) => about.has(id)),
    found: all.found.filter(({ id }) => found.has(id)),
  })
  if (await told.tell(reader.id, 'news', fresh.map(keyOf), now, letter)) house.bus.emit('outbox.filled')
}

const keyOf = ({ event, id }: Item): string => `${event}:${id}`

const itemsOf = ({ incidents, found }: Happened): Item[] => [
  ...incidents.flatMap(({ id, openedAt, closedAt }): Item[] => [
    { event: 'incident_opened', id, at: Date.parse(openedAt) },
    ...(closedAt === null ? [] : [{ event: 'incident_closed' as const, id, at: Date.parse(closedAt) }]),
  ]),
  ...found.map(({ id, at }): Item => ({ event: 'device_found', id, at: Date.parse(at) })),
]
