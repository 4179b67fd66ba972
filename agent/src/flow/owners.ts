import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Evidence } from '@sereno/shared/identity.ts'
import type { Clock } from '../clock.ts'
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

type Seen = Pick<Found, 'address'> & { evidence: readonly Pick<Evidence, 'kind' | 'value' | 'source'>[] }

/** What is known of the devices, put in order for many questions at once. */
interface Index {
  devices: readonly DeviceSetting[]
  /** Monotonic ms. */
  madeAt: number
  byAddress: ReadonlyMap<string, DeviceSetting>
  byMac: ReadonlyMap<string, DeviceSetting>
  /** Every proof of a device: what has none of these is nobody's, without looking closer. */
  proofs: ReadonlySet<string>
}

/** What was learnt since may be missed for so long; a change of the devices never is. */
const holdsMs = 1000

const text = (kind: string, value: string): string => `${kind} ${value.toLowerCase()}`

/** Tells which device something found on the network is; a sweep asks it of hundreds in one go. */
export class Owners {
  readonly #watching: Watching
  readonly #clock: Clock
  #index: Index | null = null

  constructor(watching: Watching, clock: Clock) {
    this.#watching = watching
    this.#clock = clock
  }

  /** By its address, else by what proves it; `null`: nobody watches it. */
  of({ address, evidence }: Seen): DeviceSetting | null {
    const { devices, byAddress, byMac, proofs } = this.#known()
    const here = byAddress.get(address)
    if (here) return here
    if (evidence.some(({ kind, value }) => proofs.has(text(kind, value)))) {
      const proven = this.#watching.identities.ownerOf(evidence)
      if (proven !== null) return devices.find(({ id }) => id === proven) ?? null
    }
    return fixedMacs(evidence, 'other').flatMap((mac) => byMac.get(mac) ?? [])[0] ?? null
  }

  #known(): Index {
    const devices = this.#watching.devices()
    const now = this.#clock.monotonic()
    const known = this.#index
    if (known && known.devices === devices && now - known.madeAt < holdsMs) return known
    const { identities, live } = this.#watching
    const index: Index = {
      devices,
      madeAt: now,
      byAddress: new Map(devices.flatMap((device) => (device.address === null ? [] : [[device.address, device]]))),
      byMac: new Map(
        devices.flatMap((device) => {
          const mac = device.type === 'ipad' ? null : live(device.id)?.mac
          return mac ? [[mac, device] as const] : []
        }),
      ),
      proofs: new Set(
        devices.flatMap(({ id, mac }) => [
          ...identities.of(id).map(({ kind, value }) => text(kind, value)),
          ...(mac === null ? [] : [text('mac', mac)]),
        ]),
      ),
    }
    this.#index = index
    return index
  }
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
