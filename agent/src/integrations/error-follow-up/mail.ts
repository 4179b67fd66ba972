import { createHash } from 'node:crypto'
import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { mailDate } from '../../clock.ts'
import { makeDigest } from './digest.ts'
import type { Digest, DigestFacts } from './digest-shape.ts'
import { type DigestFile, makeFile } from './file.ts'
import { renderHtml } from './html.ts'
import { renderText } from './text.ts'
import { unsubscribeHeader } from './unsubscribe.ts'

/**
 * One mail for each recipient: nobody sees who else gets it, and each has a result of its own. The Message-ID follows
 * from the run and the recipient, so that every attempt carries the same and a double can be recognised. Only the link
 * to stop it is the reader's own.
 */
export function makeMails(facts: DigestFacts, run: RunOfMail, recipients: string[]): Mail[] {
  const plain = fit(facts)
  // What does not fit in the mail goes with it as a file, also where nobody asked for one.
  const wantsFile = facts.decision.total > 0 && (facts.form.attachCsv || plain.digest.moreRows !== null)
  const file = wantsFile ? makeFile(facts) : null
  const { digest } = file === null ? plain : fit(facts, file)
  return addressed(facts, run, recipients, (to) => {
    const own = withStop(digest, facts.stop.links.get(to))
    const attachments = file === null ? {} : { attachments: [file.attachment] }
    return { subject: own.subject, text: renderText(own), html: renderHtml(own), ...attachments }
  })
}

const withStop = (digest: Digest, url: string | undefined): Digest =>
  url === undefined
    ? digest
    : { ...digest, links: [...digest.links, { text: say(digest.language, 'mail.stop.link'), url }] }

interface RunOfMail {
  id: string
  at: number
}

/** To each recipient alone, with how to stop it. */
export function addressed(
  { publicUrl, language, venue, stop }: Pick<DigestFacts, 'publicUrl' | 'language' | 'venue' | 'stop'>,
  run: RunOfMail,
  recipients: string[],
  contentFor: (to: string) => Content,
): Mail[] {
  const host = new URL(publicUrl).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  return recipients.map((to) => {
    const content = contentFor(to)
    return {
      ...content,
      to,
      // Short, so that the header stays on one line.
      messageId: `<${run.id.replaceAll('-', '')}.${hashOf(to)}@${host}>`,
      subject: cleanText(content.subject, 300),
      headers: {
        Date: mailDate(run.at),
        'Auto-Submitted': 'auto-generated',
        'Content-Language': language,
        ...unsubscribeHeader({ url: stop.links.get(to) ?? null, mailTo: stop.mailTo }, venue),
      },
    }
  })
}

type Content = Pick<Mail, 'subject' | 'text' | 'html' | 'attachments'>

/** Gmail cuts a mail at about 102 KB; a link of each reader's own comes on top. */
const maxBytes = 90_000

/** Fifty rows fit, unless names are made to be long: then there are fewer, and more of them are only counted. */
function fit(facts: DigestFacts, file: DigestFile | null = null, rows = 50): { digest: Digest; html: string } {
  const digest = makeDigest(facts, rows, file)
  const html = renderHtml(digest)
  return Buffer.byteLength(html) <= maxBytes || rows <= 10 ? { digest, html } : fit(facts, file, rows - 10)
}

const hashOf = (address: string): string =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12)
