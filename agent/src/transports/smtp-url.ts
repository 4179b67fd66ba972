import { type MailSettings, mailSettings } from '@sereno/shared/venue.ts'

/**
 * Reads `SERENO_SMTP_URL`: `smtp://user:pass@host:587` uses STARTTLS where it is offered, `smtps://` is TLS from the
 * start. Without a port: 587 and 465, the ports of mail submission (RFC 6409, RFC 8314). Nothing but what a person could
 * also type on the dashboard passes; `null` says that the address cannot be used.
 */
export function readSmtpUrl(address: string, from: string): MailSettings | null {
  const url = URL.parse(address)
  if (url?.protocol !== 'smtp:' && url?.protocol !== 'smtps:') return null
  const tls = url.protocol === 'smtps:'
  const read = mailSettings.safeParse({
    host: url.hostname.replace(/^\[(.*)\]$/u, '$1'),
    port: url.port === '' ? (tls ? 465 : 587) : Number(url.port),
    security: tls ? 'tls' : 'auto',
    user: decode(url.username),
    password: decode(url.password),
    from,
  })
  return read.success ? read.data : null
}

/** A `%` that escapes nothing is taken as it stands: people paste passwords. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
