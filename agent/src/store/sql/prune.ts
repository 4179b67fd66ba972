import { conversationBounds } from '@sereno/shared/conversations.ts'
import type { Retention } from '@sereno/shared/venue.ts'
import { deliveryLogDays } from '@sereno/shared/webhook.ts'
import type { Database } from '../database.ts'
import { closeRestingTalks } from './talk-hands.ts'
import { talkRules } from './talk-prune.ts'

const dayMs = 86_400_000
/** Rows of one step: some ms of work, so that nobody waits long behind it. */
const stepRows = 500
/** A file is some MB. */
const stepFiles = 2
const noticeDays = 30
/** Mails and runs, longer than the longest digest anyone asks for again. */
const deliveryDays = 400
/** Files of a closed ticket: nobody looks at them again, and each goes into every backup. */
const attachmentDays = 90
const hourMs = 3_600_000

/** What has to go: where it ended before a time. Open entries and waiting mails stay, however old. */
const rules = (retention: Retention, now: number): { sql: string; before: number }[] => {
  const before = (days: number) => now - days * dayMs
  const hours = (days: number) => Math.floor(before(days) / 3_600_000)
  const some = (table: string, where: string) =>
    `DELETE FROM ${table} WHERE sequence IN (SELECT sequence FROM ${table} WHERE ${where} LIMIT ${stepRows})`
  const oldest = (table: string, at: string) =>
    `DELETE FROM ${table} WHERE (${at}, number) IN
       (SELECT ${at}, number FROM ${table} WHERE ${at} < :before ORDER BY ${at} LIMIT ${stepRows})`
  return [
    { sql: oldest('minutes', 'at_minute'), before: hours(retention.minutesDays) * 60 },
    { sql: oldest('hours', 'at_hour'), before: hours(retention.hoursDays) },
    {
      sql: some('entries', 'at < :before AND ended_at IS NOT NULL AND ended_at < :before'),
      before: before(retention.activityDays),
    },
    { sql: some('incidents', 'opened_at < :before AND closed_at < :before'), before: before(retention.activityDays) },
    { sql: some('audit', 'at < :before'), before: before(retention.activityDays) },
    { sql: some('notices', 'at < :before AND ended_at < :before'), before: before(noticeDays) },
    {
      // Who has stopped the mails gets no newer link, and can start them again only with an old one.
      sql: `DELETE FROM stop_links WHERE hash IN (SELECT hash FROM stop_links WHERE made_at < :before
          AND address NOT IN (SELECT address FROM recipients WHERE stopped_at IS NOT NULL) LIMIT ${stepRows})`,
      before: before(deliveryDays),
    },
    { sql: some('outbox', "state IN ('sent', 'failed') AND done_at < :before"), before: before(deliveryDays) },
    {
      sql: `DELETE FROM mailed_links WHERE hash IN
        (SELECT hash FROM mailed_links WHERE expires_at < :before LIMIT ${stepRows})`,
      before: now,
    },
    // Whoever sent it went away half-way.
    { sql: some('attachments', 'whole = 0 AND at < :before'), before: now - hourMs },
    {
      sql: `DELETE FROM attachments WHERE sequence IN (SELECT sequence FROM attachments
          JOIN tickets ON tickets.number = attachments.ticket
          WHERE tickets.state = 'closed' AND tickets.updated_at < :before LIMIT ${stepFiles})`,
      before: before(attachmentDays),
    },
    {
      sql: `DELETE FROM tickets WHERE number IN
        (SELECT number FROM tickets WHERE state = 'closed' AND updated_at < :before LIMIT ${stepFiles})`,
      before: before(deliveryDays),
    },
    {
      sql: `DELETE FROM told WHERE (user_id, thing, occurrence) IN
        (SELECT user_id, thing, occurrence FROM told WHERE occurrence <> '' AND at < :before LIMIT ${stepRows})`,
      before: before(deliveryDays),
    },
    // Nobody was there to be sent it, or it told of a conversation that was answered first.
    { sql: some('push_deliveries', 'expires_at < :before'), before: now - dayMs },
    { sql: some('webhook_deliveries', 'done_at < :before'), before: before(deliveryLogDays) },
    {
      // Of one that is off: nobody has switched it on again for as long.
      sql: some(
        'webhook_deliveries',
        'done_at IS NULL AND at < :before AND webhook_id IN (SELECT id FROM webhooks WHERE active = 0)',
      ),
      before: before(deliveryLogDays),
    },
    ...talkRules({
      chats: before(retention.chatsDays),
      measures: before(deliveryDays),
      unnamed: now - hourMs,
      rested: before(conversationBounds.restDays),
    }),
    // The latest daily run says where the next window begins.
    {
      sql: some(
        'runs',
        `at < :before AND sequence NOT IN (SELECT max(sequence) FROM runs GROUP BY integration_id, trigger)`,
      ),
      before: before(deliveryDays),
    },
  ]
}

/** One small step: which conversations are over by it; `null` when there was nothing left to do. */
export function pruneStep(db: Database, retention: Retention, now: number): string[] | null {
  for (const { sql, before } of rules(retention, now)) if (db.run(sql, { before }) > 0) return []
  const rested = closeRestingTalks(db, now - conversationBounds.restDays * dayMs, now)
  return rested.length > 0 ? rested : null
}
