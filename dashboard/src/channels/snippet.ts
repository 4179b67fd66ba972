/** What a page is given to show the widget of a live chat. */
export const snippetOf = (origin: string, channelId: string): string =>
  `<script src="${origin}/widget.js" data-channel="${channelId}" async></script>`

/** From where it may be loaded: over HTTPS where there is a way, and else from where the reader is now. */
export const placesFor = (origins: readonly string[], here: string): string[] => [...new Set([...origins, here])]

/** How a site signs who its visitor is, for whoever writes it: what it does not tell is an empty line. */
export const identitySample = `import { createHmac } from 'node:crypto'

const hash = createHmac('sha256', process.env.SERENO_CHAT_SECRET)
  .update([user.id, user.name, user.email].join('\\n'))
  .digest('hex')
// The tag then tells, beside data-channel:
// data-identity-id="…" data-identity-hash="…"
// and, where you like, data-identity-name and data-identity-email.
`
