import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { IntegrationSetting, Rising, RunReason } from '@sereno/shared/integration.ts'
import { type Decision, decide } from '../integrations/error-follow-up/decide.ts'
import type { DigestFacts } from '../integrations/error-follow-up/digest-shape.ts'
import { makeMails } from '../integrations/error-follow-up/mail.ts'
import { inTheirLanguages } from '../integrations/error-follow-up/readers.ts'
import { risingOf, trendDays } from '../integrations/error-follow-up/trend.ts'
import { makeId } from '../store/make-id.ts'
import type { NewOutboxItem } from '../store/outbox-types.ts'
import type { UserRecord } from '../store/people-types.ts'
import type { RunRecord } from '../store/types.ts'
import { lifetimeMs } from './back-off.ts'
import type { FollowUpTools } from './follow-up-tools.ts'
import { stopLinks } from './stop-links.ts'

export const dayMs = 24 * 60 * 60_000
/** The clocks are put back: longer than this is a window of several days. */
const longestDayMs = 25 * 60 * 60_000

/** What a run is asked to do. */
export interface RunOrder {
  setting: IntegrationSetting
  trigger: 'daily' | 'demand'
  since: number
  until: number
  /** The day of a daily run; `null` on demand. */
  localDate: string | null
  recipients: Going
  requestedBy: string | null
  /** Someone wants a mail also where nothing happened. */
  allClear: boolean
  /** No digest goes out today: what is found waits for the next. */
  quietDay: boolean
}

/** The entries that touch a span, as the journal gives them. */
const entriesOf = (tools: FollowUpTools, setting: Pick<IntegrationSetting, 'kinds'>, since: number, until: number) =>
  tools.store.journal.between(since, until, setting.kinds)

/**
 * One run of Error Follow Up: reads what the window holds, decides, and writes the run and its mails in one transaction.
 * `null`: that day has its run already.
 */
export async function recordRun(
  tools: FollowUpTools,
  order: RunOrder,
): Promise<{ run: RunRecord; items: NewOutboxItem[] } | null> {
  const { setting, trigger, since, until } = order
  const entries = await entriesOf(tools, setting, since, until)
  const decision = decide(entries, setting, trigger, { quietDay: order.quietDay })
  const wanted = decision.send || order.allClear
  const { emails, optedOut } = order.recipients
  const sends = wanted && emails.length > 0
  const id = makeId()
  const run: RunRecord = {
    id,
    integrationId: setting.id,
    at: tools.clock.now(),
    trigger,
    localDate: order.localDate,
    scheduledAt: order.localDate === null ? null : until,
    since,
    until,
    test: setting.test,
    reason: sends ? 'queued' : wanted ? nobody(optedOut) : decision.reason,
    total: decision.total,
    counts: decision.counts,
    minimumErrors: setting.minimumErrors,
    digestId: sends ? id : null,
  }
  const items = sends ? itemsOf(await mailsOf(tools, order, run, decision), run) : []
  return (await tools.store.runs.record(run, items)) ? { run, items } : null
}

async function mailsOf(tools: FollowUpTools, order: RunOrder, run: RunRecord, decision: Decision): Promise<Mail[]> {
  const facts = await factsOf(tools, order, run, decision)
  return inTheirLanguages(order.setting, order.recipients.emails, (language, readers) =>
    makeMails({ ...facts, language }, run, readers),
  )
}

/** Who gets a mail; where that is nobody, whether everybody wants none. */
export interface Going {
  emails: string[]
  optedOut: boolean
}

const nobody = (optedOut: boolean): RunReason => (optedOut ? 'opted_out' : 'inactive')

async function factsOf(
  tools: FollowUpTools,
  order: RunOrder,
  run: RunRecord,
  decision: Decision,
): Promise<DigestFacts> {
  const { setting, trigger, since, until, requestedBy } = order
  const isOneDay = until - since <= longestDayMs
  const before = await entriesOf(tools, setting, since - dayMs, since)
  return {
    ...(await boxFacts(tools, setting, run.at, order.recipients.emails)),
    since,
    until,
    trigger,
    requestedBy,
    decision,
    rising: isOneDay ? await risingUntil(tools, setting, until) : [],
    totalBefore: isOneDay ? decide(before, setting, trigger, { asOf: since }).total : null,
  }
}

/** What rose day by day up to a moment, by windows of 24 hours. */
export async function risingUntil(
  { store }: Pick<FollowUpTools, 'store'>,
  { kinds }: Pick<IntegrationSetting, 'kinds'>,
  until: number,
): Promise<Rising[]> {
  const spans = Array.from({ length: trendDays }, (_, index) => ({
    since: until - (trendDays - index) * dayMs,
    until: until - (trendDays - index - 1) * dayMs,
  }))
  return risingOf(await store.rollout.days(spans), kinds)
}

/** What a mail to these says of the box, whatever it is about. */
export async function boxFacts(
  tools: FollowUpTools,
  setting: IntegrationSetting,
  now: number,
  emails: readonly string[],
) {
  const { store, book, config } = tools
  const document = book.read()
  return {
    language: setting.language,
    zone: zoneOf(tools),
    venue: cleanText(document.venue.name, 80),
    now,
    form: setting,
    health: {
      devices: document.devices.filter((device) => device.inService).length,
      lastCheckAt: tools.watch.lastCheckAt(),
      diskOk: (await store.health()).ok,
      waiting: (await store.outbox.waiting()).count,
    },
    publicUrl: config.publicUrl,
    stop: { links: await stopLinks(tools, emails), mailTo: (await whoSaved(tools, setting))?.email ?? null },
  }
}

/** Who saved an integration last; `null` where that person is gone. */
export const whoSaved = async (
  { store }: Pick<FollowUpTools, 'store'>,
  { savedBy }: Pick<IntegrationSetting, 'savedBy'>,
): Promise<UserRecord | null> => (savedBy === null ? null : store.people.user(savedBy))

/** The mails of a run, ready for the outbox. */
export const itemsOf = (mails: Mail[], { id, at }: RunRecord): NewOutboxItem[] =>
  mails.map((mail) => ({
    ...mail,
    id: makeId(),
    transport: 'email' as const,
    runId: id,
    createdAt: at,
    expiresAt: at + lifetimeMs,
    nextAt: at,
  }))

/** The venue's time zone; before the first set-up there are no integrations that would ask for it. */
export const zoneOf = (tools: Pick<FollowUpTools, 'book'>): string => tools.book.read().account?.timezone ?? 'UTC'
