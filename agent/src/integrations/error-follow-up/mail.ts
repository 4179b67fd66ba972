import { createHash } from 'node:crypto'
import type { Mail } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { mailDate } from '../../clock.ts'
import { makeDigest } from './digest.ts'
import type { Digest, DigestFacts } from './digest-shape.ts'
import { type DigestFile, makeFile } from './file.ts'
import { renderHtml } from './html.ts'
import { renderText } from './text.ts'

/**
 * One mail for each recipient: nobody sees who else gets it, and each has a result of its own. The Message-ID follows
 * from the run and the recipient, so that every attempt carries the same and a double can be recognised. There is no
 * List-Unsubscribe: who gets the mail is set by the venue, and the mail says where.
 */
export function makeMails(facts: DigestFacts, run: RunOfMail, recipients: string[]): Mail[] {
  const plain = fit(facts)
  // What does not fit in the mail goes with it as a file, also where nobody asked for one.
  const wantsFile = facts.decision.total > 0 && (facts.form.attachCsv || plain.digest.moreRows !== null)
  const file = wantsFile ? makeFile(facts) : null
  const { digest, html } = file === null ? plain : fit(facts, file)
  const { subject } = digest
  const content = { subject, text: renderText(digest), html, ...(file !== null && { attachments: [file.attachment] }) }
  return addressed(facts, run, recipients, content)
}

interface RunOfMail {
  id: string
  at: number
}

/** The same words to each recipient alone. */
export function addressed(
  { publicUrl, language }: Pick<DigestFacts, 'publicUrl' | 'language'>,
  run: RunOfMail,
  recipients: string[],
  content: Pick<Mail, 'subject' | 'text' | 'html' | 'attachments'>,
): Mail[] {
  const host = new URL(publicUrl).hostname.replace(/[^a-z0-9.-]/giu, '') || 'sereno.local'
  return recipients.map((to) => ({
    ...content,
    to,
    // Short, so that the header stays on one line.
    messageId: `<${run.id.replaceAll('-', '')}.${hashOf(to)}@${host}>`,
    subject: cleanText(content.subject, 300),
    headers: {
      Date: mailDate(run.at),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language,
    },
  }))
}

/** Gmail cuts a mail at about 102 KB. */
const maxBytes = 90_000

/** Fifty rows fit, unless names are made to be long: then there are fewer, and more of them are only counted. */
function fit(facts: DigestFacts, file: DigestFile | null = null, rows = 50): { digest: Digest; html: string } {
  const digest = makeDigest(facts, rows, file)
  const html = renderHtml(digest)
  return Buffer.byteLength(html) <= maxBytes || rows <= 10 ? { digest, html } : fit(facts, file, rows - 10)
}

const hashOf = (address: string): string =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 12)
