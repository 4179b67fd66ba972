import type { EntryRecord } from '@sereno/shared/activity.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import { decide } from '../integrations/error-follow-up/decide.ts'
import type { DigestFacts } from '../integrations/error-follow-up/digest.ts'
import { makeMails } from '../integrations/error-follow-up/mail.ts'
import { makeId } from '../store/make-id.ts'
import type { NewOutboxItem, RunRecord } from '../store/types.ts'
import { lifetimeMs } from './back-off.ts'
import type { FollowUpTools } from './follow-up-tools.ts'

export const dayMs = 24 * 60 * 60_000

/** What a run is asked to do. */
export interface RunOrder {
  setting: IntegrationSetting
  trigger: 'daily' | 'demand'
  since: number
  until: number
  /** The day of a daily run; `null` on demand. */
  localDate: string | null
  recipients: string[]
  requestedBy: string | null
  /** Someone wants a mail also where nothing happened. */
  allClear: boolean
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
  const decision = decide(entries, setting, trigger)
  const wanted = decision.send || order.allClear
  const sends = wanted && order.recipients.length > 0
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
    reason: sends ? 'queued' : wanted ? 'inactive' : decision.reason,
    total: decision.total,
    counts: decision.counts,
    minimumErrors: setting.minimumErrors,
    digestId: sends ? id : null,
  }
  const items = sends ? await itemsOf(tools, order, run, entries) : []
  return (await tools.store.runs.record(run, items)) ? { run, items } : null
}

async function itemsOf(
  tools: FollowUpTools,
  order: RunOrder,
  run: RunRecord,
  entries: EntryRecord[],
): Promise<NewOutboxItem[]> {
  const { setting, trigger, since, until } = order
  const { store, book, config } = tools
  const document = book.read()
  const before = decide(await entriesOf(tools, setting, since - dayMs, since), setting, trigger)
  const facts: DigestFacts = {
    language: setting.language,
    zone: zoneOf(tools),
    venue: cleanText(document.venue.name, 80),
    now: run.at,
    since,
    until,
    trigger,
    requestedBy: order.requestedBy,
    form: setting,
    decision: decide(entries, setting, trigger),
    totalBefore: before.total,
    health: {
      devices: document.devices.filter((device) => device.inService).length,
      lastCheckAt: tools.watch.lastCheckAt(),
      diskOk: (await store.health()).ok,
      waiting: (await store.outbox.waiting()).count,
    },
    publicUrl: config.publicUrl,
  }
  const { at } = run
  return makeMails(facts, run, order.recipients).map((mail) => ({
    ...mail,
    id: makeId(),
    transport: 'email' as const,
    runId: run.id,
    createdAt: at,
    expiresAt: at + lifetimeMs,
    nextAt: at,
  }))
}

/** The venue's time zone; before the first set-up there are no integrations that would ask for it. */
export const zoneOf = (tools: Pick<FollowUpTools, 'book'>): string => tools.book.read().account?.timezone ?? 'UTC'
