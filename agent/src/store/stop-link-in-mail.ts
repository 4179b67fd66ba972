import type { OutboxItem } from './outbox-types.ts'

/** A mail, or a part of it, as others than its reader may see it: the link to stop it is theirs alone. */
export const withoutStopLink = (part: string): string => part.replace(/(\/opt-out)#[\w-]{43}/gu, '$1')

type Content = Pick<OutboxItem, 'text' | 'html' | 'headers'>

/** The same mail with another link to stop it; one that carries none, in the header that says how to stop it, stays. */
export function withStopLink<T extends Content>(mail: T, url: string): T {
  const own = /<(https?:\/\/[^<>#]+\/opt-out)(?:#[^<>]*)?>/u.exec(mail.headers['List-Unsubscribe'] ?? '')?.[1]
  if (own === undefined) return mail
  const anew = (part: string) => withoutStopLink(part).replaceAll(own, () => url)
  const headers = Object.fromEntries(Object.entries(mail.headers).map(([name, value]) => [name, anew(value)]))
  return { ...mail, text: anew(mail.text), html: anew(mail.html), headers }
}
