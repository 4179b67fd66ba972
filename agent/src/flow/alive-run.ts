import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import { isAliveDue, makeAliveMails } from '../integrations/error-follow-up/alive.ts'
import { decide } from '../integrations/error-follow-up/decide.ts'
import { inTheirLanguages } from '../integrations/error-follow-up/readers.ts'
import { type LastRun, localDateAt } from '../integrations/error-follow-up/window.ts'
import { makeId } from '../store/make-id.ts'
import type { NewOutboxItem } from '../store/outbox-types.ts'
import type { RunRecord } from '../store/types.ts'
import { boxFacts, dayMs, itemsOf, zoneOf } from './digest-run.ts'
import type { FollowUpTools } from './follow-up-tools.ts'

/** What a sign of life is asked for. */
export interface AliveOrder {
  setting: IntegrationSetting
  /** The daily run that it would follow. */
  last: LastRun
  recipients: string[]
  nextRunAt: number | null
}

/**
 * The weekly sign of life, a run of its own on the day of a daily run that sent nothing; written with its mails in one
 * transaction, once for a day. `null`: a mail has gone within the week, or nobody would get it.
 */
export async function recordAlive(
  tools: FollowUpTools,
  { setting, last, recipients, nextRunAt }: AliveOrder,
): Promise<{ run: RunRecord; items: NewOutboxItem[] } | null> {
  const { store, clock } = tools
  const { localDate, scheduledAt } = last
  const { mailAt, reportAt, firstAt, watchedAt } = await store.runs.mails(setting.id, setting.test)
  // One that has never sent anything is counted from its first run.
  const lastMailDate = localDateAt(mailAt ?? firstAt ?? scheduledAt, zoneOf(tools))
  if (recipients.length === 0 || !isAliveDue(localDate, lastMailDate)) return null
  const since = scheduledAt - 7 * dayMs
  const decision = decide(await store.journal.between(since, scheduledAt, setting.kinds), setting, 'daily')
  const id = makeId()
  const run: RunRecord = {
    id,
    integrationId: setting.id,
    at: clock.now(),
    trigger: 'weekly',
    localDate,
    scheduledAt,
    since,
    until: scheduledAt,
    test: setting.test,
    reason: 'queued',
    total: decision.total,
    counts: decision.counts,
    minimumErrors: setting.minimumErrors,
    digestId: id,
  }
  const facts = {
    ...(await boxFacts(tools, setting, run.at, recipients)),
    // Of days on which it rested nobody can say that no report was due.
    since: Math.max(reportAt ?? firstAt ?? since, watchedAt ?? since),
    nextRunAt,
    total: decision.total,
    open: decision.counted.filter(({ endedAt }) => endedAt === null).length,
  }
  const items = itemsOf(
    inTheirLanguages(setting, recipients, (language, readers) => makeAliveMails({ ...facts, language }, run, readers)),
    run,
  )
  return (await store.runs.record(run, items)) ? { run, items } : null
}
