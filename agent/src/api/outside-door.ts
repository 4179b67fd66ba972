import { hostName } from './host.ts'

/** What the internet may have of us: what Meta and the visitors of web pages need, and nothing that people of the venue use. */
const open = /^\/(?:api\/v1\/(?:hooks|chat)(?:\/|$)|api\/v1\/public-address\/proof$|widget(?:[./-]|$))/u

/** What tunnels and proxies add to what they pass on. */
const marks = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'cf-connecting-ip']

/**
 * Whether a request comes by our public address for something that is open there. A tunnel or proxy may keep the name by
 * which it was asked; all else under that name stays shut, so that nobody puts the dashboard on the internet unawares.
 */
export const isOpenOutside = (publicAddress: string | null, authority: string, path: string): boolean =>
  publicAddress !== null && hostName(authority) === hostName(new URL(publicAddress).host) && open.test(path)

/**
 * Whether a request that somebody passed on may come in. A tunnel may call us by a name of ours: once there is a public
 * address, what was passed on gets no more than the internet does, but where it was asked for at `publicUrl`.
 */
export function mayPassOn(house: { publicAddress: string | null; publicUrl: string }, headers: Headers, path: string) {
  if (house.publicAddress === null || open.test(path) || !marks.some((mark) => headers.has(mark))) return true
  const ours = hostName(new URL(house.publicUrl).host)
  const told = forwardedHosts(headers)
  return (told.length > 0 ? told : [headers.get('host') ?? '']).every((name) => hostName(name) === ours)
}

/** The names by which proxies say that they were asked. */
function forwardedHosts(headers: Headers): string[] {
  const hosts = (headers.get('x-forwarded-host') ?? '').split(',').map((name) => name.trim())
  const standard = (headers.get('forwarded') ?? '').matchAll(/host="?([^",;\s]*)/giu)
  return [...hosts, ...[...standard].map(([, name]) => name ?? '')].filter((name) => name !== '')
}
