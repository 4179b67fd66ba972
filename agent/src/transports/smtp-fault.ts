import type { Delivery } from '@sereno/shared/delivery.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { MailTest } from '@sereno/shared/venue.ts'

export type MailStage = MailTest['stages'][number]['stage']

/** Where an SMTP conversation ended, and how. */
export interface SmtpFault {
  stage: MailStage
  /** A code of ours, or the server's words. */
  detail: string
  /** The server's reply code; `null` where it did not get as far as replying. */
  status: number | null
  /** Something answered at the other end. */
  answered: boolean
}

/** What nodemailer attaches to its errors. */
interface SmtpError extends Error {
  code?: string
  originalCode?: string
  responseCode?: number
  response?: string
}

const codes: Record<string, string> = {
  ECONNREFUSED: 'connection_refused',
  ETIMEDOUT: 'timed_out',
  EHOSTUNREACH: 'no_route',
  ENETUNREACH: 'no_route',
  ENETDOWN: 'no_route',
  EADDRNOTAVAIL: 'no_route',
  ECONNRESET: 'connection_lost',
  ECONNECTION: 'connection_lost',
  EPIPE: 'connection_lost',
  EPROTOCOL: 'not_smtp',
  ETLS: 'tls_failed',
  EENVELOPE: 'bad_address',
  EMESSAGE: 'too_large',
}

/** Reads an error of a socket or of nodemailer. */
export function readFault(stage: MailStage, error: SmtpError): SmtpFault {
  const status = error.responseCode ?? null
  const answered = stage !== 'resolved' && (status !== null || stage !== 'connected' || error.code === 'EPROTOCOL')
  if (status !== null && error.response) return { stage, status, answered, detail: cleanText(error.response, 300) }
  const code = ofTls(error)
    ? 'tls_failed'
    : (codes[error.originalCode ?? ''] ?? codes[error.code ?? ''] ?? 'connection_lost')
  const atTls = code === 'tls_failed' ? 'encrypted' : stage
  return { stage: atTls, status, answered, detail: `${code}: ${cleanText(error.message, 200)}` }
}

const ofTls = ({ code, originalCode }: SmtpError): boolean =>
  code === 'ETLS' || /^ERR_(?:SSL|TLS)|CERT|SELF_SIGNED/u.test(originalCode ?? '')

export const ownFault = (stage: MailStage, detail: string, answered: boolean): SmtpFault => ({
  stage,
  detail,
  status: null,
  answered,
})

/** Replies that ask for other credentials: RFC 4954, section 6. */
const wantsCredentials = new Set([530, 534, 535, 538])

/**
 * Whether trying again helps (RFC 5321, section 4.2.1: a 5yz reply is final). Two exceptions: 503 says that the
 * conversation went out of step, and a 5yz before the mail was named (a greeting from a server under maintenance or that
 * blocks this line today) says nothing about this mail; Postfix defers there too (`smtp_skip_5xx_greeting`).
 */
export function deliveryOf(fault: SmtpFault): Delivery {
  const { stage, status, detail, answered } = fault
  if (status !== null && status >= 500) {
    if (stage === 'signed_in' || (stage === 'accepted' && wantsCredentials.has(status))) {
      return { end: 'locked', detail: `wrong_password: ${detail}` }
    }
    if (stage === 'accepted' && status !== 503) return { end: 'refused', detail }
  }
  if (status === null && (detail.startsWith('bad_address') || detail.startsWith('too_large'))) {
    return { end: 'refused', detail }
  }
  return { end: 'again', detail, answered }
}
