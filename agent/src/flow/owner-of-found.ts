import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Evidence } from '@sereno/shared/identity.ts'
import { fixedMacs, isPrivateMac } from '../judge/evidence.ts'
import type { Found } from './candidates.ts'
import type { Identities } from './identities.ts'
import type { Live } from './live.ts'

/** What is watched, and by what it is known. */
export interface Watching {
  devices(): readonly DeviceSetting[]
  live(deviceId: string): Live | null
  identities: Pick<Identities, 'ownerOf' | 'learn' | 'of'>
}

type Seen = Pick<Found, 'address' | 'mac'> & { evidence: readonly Pick<Evidence, 'kind' | 'value' | 'source'>[] }

/** The device that something found on the network is: by its address, else by what proves it; `null`: nobody watches it. */
export function ownerOfFound(seen: Seen, watching: Watching): DeviceSetting | null {
  const devices = watching.devices()
  const here = devices.find(({ address }) => address === seen.address)
  if (here) return here
  const proven = watching.identities.ownerOf(seen.evidence)
  if (proven !== null) return devices.find(({ id }) => id === proven) ?? null
  const macs = fixedMacs(seen.evidence, 'other')
  return devices.find(({ id, type }) => type !== 'ipad' && macs.includes(watching.live(id)?.mac ?? '')) ?? null
}

/** An iPad that was not seen for so long is missing. */
const missingAfterMs = 10 * 60_000

/**
 * A watched iPad that this may be: one that had this very MAC at another address, else the only one that is missing since
 * this appeared with a MAC that it made up itself. iPads change their MAC, so a person has to say.
 */
export function perhapsOwnerOf(found: Found, watching: Watching, now: number): string | null {
  if (found.mac === null || !isPrivateMac(found.mac)) return null
  if (found.type !== 'ipad' && found.type !== 'other') return null
  const pads = watching.devices().filter(({ type, inService }) => type === 'ipad' && inService)
  const macOf = (device: DeviceSetting) => device.mac ?? watching.live(device.id)?.mac ?? null
  const same = pads.find((device) => macOf(device) === found.mac)
  if (same) return same.id
  if (found.type !== 'ipad') return null
  const missing = pads.filter(({ id }) => {
    const seenAt = watching.live(id)?.lastSeenAt ?? null
    return seenAt === null || (now - seenAt > missingAfterMs && found.firstSeenAt > seenAt - missingAfterMs)
  })
  return missing.length === 1 ? (missing[0]?.id ?? null) : null
}
