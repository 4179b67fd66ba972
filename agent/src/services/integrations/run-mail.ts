import type { Language } from '@sereno/shared/field.ts'
import type { RecipientResult } from '@sereno/shared/integration.ts'
import { mailDate } from '../../clock.ts'
import { lifetimeMs } from '../../flow/back-off.ts'
import { keyOf, stopLinks } from '../../flow/stop-links.ts'
import { makeId } from '../../store/make-id.ts'
import type { OutboxItem } from '../../store/outbox-types.ts'
import { withoutStopLink, withStopLink } from '../../store/stop-link-in-mail.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { findIntegration } from './find-integration.ts'
import { recipientView } from './recipient-view.ts'

/** A mail of a run of this integration, for whoever looks through the history. @throws {Fault} `not_found` */
export const shownMail = async (house: House, integrationId: string, mailId: string): Promise<string> =>
  withoutStopLink((await runMail(house, integrationId, mailId)).html)

/** A mail of a run of this integration, as it was sent. @throws {Fault} `not_found` */
export async function runMail(house: House, integrationId: string, mailId: string): Promise<OutboxItem> {
  findIntegration(house.book.read(), integrationId)
  const mail = await house.store.outbox.item(mailId)
  const run = mail?.runId ? await house.store.runs.get(mail.runId) : null
  if (mail === null || run?.integrationId !== integrationId) throw new Fault('not_found')
  return mail
}

/**
 * Sends a mail of a run once more, as a mail of its own: with the same Message-ID a mailbox would drop it as a double.
 * @throws {Fault} `not_found`; `conflict` for one that is still on its way; `opted_out`, `mail_not_configured`, `too_often`
 */
export async function resendMail(
  house: House,
  integrationId: string,
  mailId: string,
  language: Language,
  pace: Pace,
): Promise<RecipientResult> {
  const mail = await runMail(house, integrationId, mailId)
  if (mail.state !== 'sent' && mail.state !== 'failed') throw new Fault('conflict')
  const [recipient] = await house.store.recipients.standing([keyOf(mail.to)])
  if (recipient?.stoppedAt) throw new Fault('opted_out')
  if (house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  pace.keep(mail.to.toLowerCase())
  const { attempts: _attempts, state: _state, lastError: _error, ...kept } = mail
  const id = makeId()
  const now = house.clock.now()
  const host = mail.messageId.slice(mail.messageId.lastIndexOf('@'))
  const messageId = `<${id.replaceAll('-', '')}.again${host}`
  // With the day it was first sent on, it would lie below a week of other mails.
  const headers = { ...mail.headers, Date: mailDate(now) }
  const times = { createdAt: now, expiresAt: now + lifetimeMs, nextAt: now }
  // The link of then went with the mail of then, and may be gone.
  const url = (await stopLinks(house, [mail.to])).get(mail.to) ?? ''
  const again = withStopLink({ ...kept, headers, id, messageId, ...times }, url)
  await house.store.outbox.add([again])
  house.bus.emit('outbox.filled')
  return recipientView({ ...again, attempts: 0, state: 'waiting', lastError: null }, language)
}
