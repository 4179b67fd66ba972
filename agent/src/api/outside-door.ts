import { hostName } from './host.ts'

/** What the internet may have of us: what Meta and the visitors of web pages need, and nothing that people of the venue use. */
const open = /^\/(?:api\/v1\/(?:hooks|chat)(?:\/|$)|api\/v1\/public-address\/proof$|widget(?:[./-]|$))/u

/**
 * Whether a request comes by our public address for something that is open there. A tunnel or proxy may keep the name by
 * which it was asked; all else under that name stays shut, so that nobody puts the dashboard on the internet unawares.
 */
export const isOpenOutside = (publicAddress: string | null, authority: string, path: string): boolean =>
  publicAddress !== null && hostName(authority) === hostName(new URL(publicAddress).host) && open.test(path)
