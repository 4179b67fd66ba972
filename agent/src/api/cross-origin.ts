import type { Contract } from '@sereno/shared/api/contract.ts'
import type { House } from '../services/house.ts'
import { isSameOrigin } from './origin.ts'

/** How long a browser may remember what we let a site do, in seconds. */
const rememberedSeconds = 600

/** The other site whose page asks, as its browser names it, empty where it does not say; `null` for our own and for programs. */
export const foreignOrigin = (headers: Headers): string | null =>
  isSameOrigin(headers) ? null : (headers.get('origin') ?? '')

/** Whether some live chat of ours may be shown on the pages of a site. Which one, each verb looks at by itself. */
export const isListed = (house: House, origin: string): boolean =>
  house.book.read().channels.some((one) => one.type === 'live-chat' && one.settings.origins.includes(origin))

/**
 * The site whose pages may read this answer. One that asks about a channel that is gone learns that, and nothing else, so
 * that what it shows can go, too: nobody remembers its list.
 */
function readerOf(house: House, contract: Contract, request: Request): string | null {
  const origin = foreignOrigin(request.headers)
  if (origin === null || origin === '' || contract.crossOrigin !== true) return null
  if (isListed(house, origin)) return origin
  const asked = new URL(request.url).searchParams.get('channel')
  const isGone = asked !== null && asked !== 'default' && !house.book.read().channels.some(({ id }) => id === asked)
  return isGone ? origin : null
}

/** Says on an answer which site's pages may read it. Never with credentials: ours count for nothing there. */
export function readableElsewhere(house: House, contract: Contract, request: Request, response: Response): Response {
  response.headers.append('vary', 'Origin')
  const reader = readerOf(house, contract, request)
  if (reader === null) return response
  response.headers.set('access-control-allow-origin', reader)
  response.headers.set('access-control-expose-headers', 'Retry-After, Content-Disposition')
  response.headers.set('cross-origin-resource-policy', 'cross-origin')
  return response
}

/** What a browser asks before a page of another site may ask us. */
export function preflight(house: House, contract: Contract, methods: readonly string[], request: Request): Response {
  const response = readableElsewhere(house, contract, request, new Response(null, { status: 204 }))
  if (!response.headers.has('access-control-allow-origin')) return response
  response.headers.set('access-control-allow-methods', methods.join(', '))
  response.headers.set('access-control-allow-headers', 'Authorization, Content-Type, Accept-Language')
  response.headers.set('access-control-max-age', String(rememberedSeconds))
  // A page of the internet, and we are in the LAN: its browser wants to know that we mean it (Private Network Access).
  if (request.headers.get('access-control-request-private-network') === 'true')
    response.headers.set('access-control-allow-private-network', 'true')
  return response
}
