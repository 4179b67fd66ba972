/** How a reader stops the mails: the link to do it themselves, and the person to write to where the link does not open. */
export interface Stop {
  url: string | null
  /** Who set it up; an address that was checked. */
  mailTo: string | null
}

/**
 * The header by which mail programs offer to stop a mail (RFC 2369). The letter to a person comes first: it reaches them
 * from anywhere, while the link works inside the venue. Nothing where there is no way.
 */
export function unsubscribeHeader({ url, mailTo }: Stop, venue: string): Record<string, string> {
  const subject = encodeURIComponent(`unsubscribe ${venue}`)
  const ways = [
    ...(mailTo === null ? [] : [`<mailto:${encodeURIComponent(mailTo).replace('%40', '@')}?subject=${subject}>`]),
    ...(url === null ? [] : [`<${url}>`]),
  ]
  return ways.length === 0 ? {} : { 'List-Unsubscribe': ways.join(', ') }
}
