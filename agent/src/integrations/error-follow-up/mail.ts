import { createHash } from 'node:crypto'
import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { mailDate } from '../../clock.ts'
import { type Digest, type DigestFacts, makeDigest } from './digest.ts'
import { renderHtml } from './html.ts'
import { renderText } from './text.ts'

/**
 * One mail for each recipient: nobody sees who else gets it, and each has a result of its own. The Message-ID follows
 * from the run and the recipient, so that every attempt carries the same and a double can be recognised. There is no
 * List-Unsubscribe: who gets the mail is set by the venue, and the mail says where.
 */
export function makeMails(facts: DigestFacts, run: { id: string; at: number }, recipients: string[]): Mail[] {
  const { digest, html } = fit(facts)
  const subject = cleanText(digest.subject, 300)
  const text = renderText(digest)
  const host = new URL(facts.publicUrl).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  return recipients.map((to) => ({
    to,
    // Short, so that the header stays on one line.
    messageId: `<${run.id.replaceAll('-', '')}.${hashOf(to)}@${host}>`,
    subject,
    text,
    html,
    headers: {
      Date: mailDate(run.at),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': digest.language,
    },
  }))
}

/** Gmail cuts a mail at about 102 KB. */
const maxBytes = 90_000

/** Fifty rows fit, unless names are made to be long: then there are fewer, and more of them are only counted. */
function fit(facts: DigestFacts, rows = 50): { digest: Digest; html: string } {
  const digest = makeDigest(facts, rows)
  const html = renderHtml(digest)
  return Buffer.byteLength(html) <= maxBytes || rows <= 10 ? { digest, html } : fit(facts, rows - 10)
}

const hashOf = (address: string): string =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12)
