import type { Language, Page } from '@sereno/shared/field.ts'
import type { Run } from '@sereno/shared/integration.ts'
import { explainFault, plainFault } from '@sereno/shared/mail-fault.ts'
import { iso } from '../../clock.ts'
import type { OutboxItem } from '../../store/outbox-types.ts'
import type { PageRequest } from '../../store/page-request.ts'
import type { RunRecord } from '../../store/types.ts'
import type { House } from '../house.ts'
import { findIntegration } from './find-integration.ts'
import { recipientView } from './recipient-view.ts'

/**
 * Every run with its reason, newest first, and how the mail to each recipient stands; what the mail server said is told to
 * those who may change the integration.
 * @throws {Fault} `not_found`
 */
export async function listRuns(
  house: House,
  id: string,
  page: PageRequest,
  language: Language,
  mayChange = true,
): Promise<Page<Run>> {
  findIntegration(house.book.read(), id)
  const { items, nextCursor } = await house.store.runs.list(id, page)
  const runs = items.map(async (run) => runView(run, await house.store.outbox.ofRun(run.id), language, mayChange))
  return { items: await Promise.all(runs), nextCursor }
}

/** A run as the API shows it. */
export const runView = (run: RunRecord, mails: readonly OutboxItem[], language: Language, mayChange: boolean): Run => ({
  id: run.id,
  at: iso(run.at),
  trigger: run.trigger,
  since: iso(run.since),
  until: iso(run.until),
  test: run.test,
  sent: run.reason === 'sent',
  reason: run.reason,
  total: run.total,
  counts: run.counts,
  minimumErrors: run.minimumErrors,
  digestId: run.digestId,
  recipients: mails.map((mail) => recipientView(mail, language, mayChange ? explainFault : plainFault)),
})
