import { plainAddress, reachOf } from '../net/reach-of.ts'
import type { ResolveAll } from '../net/resolve-all.ts'

/** What is this machine's own: nobody may make Sereno call itself. */
export interface OwnDoor {
  addresses: readonly string[]
  /** Those on which it answers. */
  ports: readonly number[]
  /** How people reach the dashboard. */
  publicUrl: string
}

interface Ways {
  resolve: ResolveAll
  ownDoor: OwnDoor
  /** Also an address of the local network, or of this machine. */
  allowPrivate: boolean
  signal?: AbortSignal | undefined
}

const resolveMs = 5000

/** The address to call for a URL, or why there is none: a code, `address_refused` or `address_never`. */
export async function placeToCall(
  url: string,
  { resolve, ownDoor, allowPrivate, signal }: Ways,
): Promise<{ address: string; error?: never } | { address?: never; error: string }> {
  const { hostname, origin } = new URL(url)
  if (URL.canParse(ownDoor.publicUrl) && origin === new URL(ownDoor.publicUrl).origin) return { error: 'address_never' }
  const found = await resolve(hostname.replace(/^\[|\]$/gu, ''), resolveMs, signal)
  if (!Array.isArray(found)) return { error: found.code }
  const looks = found.map((address) => ({
    address,
    reach: isOwnDoor(url, address, ownDoor) ? 'never' : reachOf(address),
  }))
  const good = looks.find(({ reach }) => reach === 'public' || (reach === 'private' && allowPrivate))
  if (good !== undefined) return { address: good.address }
  if (looks.length === 0) return { error: 'ENOTFOUND' }
  return { error: looks.some(({ reach }) => reach === 'private') ? 'address_refused' : 'address_never' }
}

/** Why calls may not go there: `refused` it is, `unresolved` nobody knows yet, `null` they may. */
export function verdictOf({ error }: { error?: string }): 'refused' | 'never' | 'unresolved' | null {
  if (error === undefined) return null
  if (error === 'address_refused') return 'refused'
  return error === 'address_never' ? 'never' : 'unresolved'
}

/** Sereno itself, whichever address of this machine leads to it. */
function isOwnDoor(url: string, address: string, { addresses, ports }: OwnDoor): boolean {
  const { port: written, protocol } = new URL(url)
  if (!ports.includes(Number(written || (protocol === 'https:' ? 443 : 80)))) return false
  const plain = plainAddress(address)
  return plain.startsWith('127.') || [...addresses, '::1'].some((own) => plainAddress(own) === plain)
}
