/**
 * Whether a request that changes something comes from our own pages, as far as the browser tells: `Origin` is this very
 * host, and `Sec-Fetch-Site` says that no other site asked for it. Programs send neither.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none') return false
  const origin = headers.get('origin')
  if (origin === null) return true
  const host = URL.canParse(origin) ? new URL(origin).host : null
  return host !== null && host !== '' && host === normalHost(headers.get('host'), origin)
}

/** A `Host` written as `URL` writes it, so that `:80` and capitals make no difference. */
function normalHost(host: string | null, origin: string): string | null {
  const address = `${new URL(origin).protocol}//${host ?? ''}`
  return URL.canParse(address) ? new URL(address).host : null
}
