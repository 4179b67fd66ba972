import type { Mail } from '@sereno/shared/delivery.ts'
import { type MailSettings, type MailTest, mailStages } from '@sereno/shared/venue.ts'
import { converse, type Letter, type StageDone } from './smtp-conversation.ts'
import { deliveryOf } from './smtp-fault.ts'
import type { MailTransport } from './transport.ts'

/** A whole conversation has to be over within a minute, however slowly the other end speaks. */
const deadlineMs = 50_000

/**
 * Mail over SMTP: one recipient, one conversation, one verdict. nodemailer is loaded with the first mail (27 MB); of it
 * we use the SMTP connection and the composer, so that each stage can be told apart and nothing is sent before the
 * encryption has been looked at.
 */
export function makeEmail(limits: { deadlineMs: number } = { deadlineMs }): MailTransport {
  const within = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(limits.deadlineMs)])

  return {
    name: 'email',

    async send(mail, settings, signal) {
      let reply = ''
      const fault = await converse(settings, await letterOf(mail, settings), within(signal), (done) => {
        if (done.stage === 'accepted') reply = done.detail ?? ''
      })
      return fault ? deliveryOf(fault) : { end: 'sent', detail: reply }
    },

    async test(to, settings, words, signal) {
      const mail: Mail = { to, messageId: '', ...words, html: '', headers: { 'Auto-Submitted': 'auto-generated' } }
      const passed: StageDone[] = []
      const fault = await converse(settings, await letterOf(mail, settings), within(signal), (done) =>
        passed.push(done),
      )
      const stages = mailStages.map((stage): MailTest['stages'][number] => {
        if (fault?.stage === stage) return { stage, state: 'failed', detail: fault.detail }
        return passed.find((done) => done.stage === stage) ?? { stage, state: 'waiting', detail: null }
      })
      return { ok: fault === null, stages }
    },
  }
}

/** Mail over SMTP, as the agent sends it. */
export const email: MailTransport = makeEmail()

/** Addresses go in as objects: in a text, a comma would add a recipient. Nothing is read from files or the web. */
async function letterOf(mail: Mail, settings: MailSettings): Promise<Letter> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
  const composer = new MailComposer({
    from: { name: 'Sereno', address: settings.from },
    to: [{ name: '', address: mail.to }],
    subject: mail.subject,
    text: mail.text,
    ...(mail.html === '' ? {} : { html: mail.html }),
    ...(mail.messageId === '' ? {} : { messageId: mail.messageId }),
    headers: mail.headers,
    attachments: (mail.attachments ?? []).map(({ name, type, text }) => ({
      filename: name,
      contentType: type,
      content: text,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { from: settings.from, to: mail.to, bytes: await composer.compile().build() }
}
