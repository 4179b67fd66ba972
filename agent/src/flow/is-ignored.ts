import type { Candidate, IgnoredCandidate } from '@sereno/shared/identity.ts'
import { isPrivateMac, isSame } from '../judge/evidence.ts'

type Shown = Pick<Candidate, 'address' | 'mac' | 'evidence'>

/** Whether a person said of what was found that they do not want to hear of it. */
export function isIgnored({ address, mac, evidence }: Shown, { kind, value }: IgnoredCandidate): boolean {
  if (kind === 'address') return value === address
  // One that a device made up is no evidence, but names it well enough to leave it in peace.
  if (kind === 'mac' && value.toLowerCase() === mac && isPrivateMac(mac)) return true
  return evidence.some((one) => isSame(one, { kind, value }))
}

/** By what to know it again: the surest that there is. */
export function ignoredAs({ address, mac, evidence }: Shown): Pick<IgnoredCandidate, 'kind' | 'value'> {
  for (const kind of ['serial', 'uuid', 'mac', 'mdns'] as const) {
    const proof = evidence.find((one) => one.kind === kind)
    if (proof) return { kind, value: proof.value }
  }
  return mac !== null && isPrivateMac(mac) ? { kind: 'mac', value: mac } : { kind: 'address', value: address }
}
