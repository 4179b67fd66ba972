import type { DeviceType } from '@sereno/shared/device.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { Evidence, EvidenceKind, IdentityView, SeenEvidence } from '@sereno/shared/identity.ts'
import { evidenceKinds } from '@sereno/shared/identity.ts'

/** A proof without when and by what it was seen. */
export type Proof = Pick<Evidence, 'kind' | 'value'>

/** What is known of one device, as far as it matters for whose a proof is. */
export interface Known {
  id: string
  type: DeviceType
  evidence: readonly Proof[]
  barred: readonly Proof[]
}

/** Proofs of one kind that a device may have: cards are replaced, names are changed. All kinds together stay below 20. */
const mostOfKind = 3
const mostChars = 120
/** What makers write where a serial number should be. */
const fillers =
  /^(?:n\/?a|none|null|unknown|undefined|default|not ?(?:set|available|specified)|x+|0+|f+|123456789?0?|-+)$/iu

/** A MAC that the device made up itself (locally administered bit, IEEE 802): iPads change theirs, so it proves nothing. */
export const isPrivateMac = (mac: string): boolean => /^.[2367abef]/iu.test(mac)

/** A MAC of one device: neither empty nor of a group. */
const isMac = (text: string): boolean =>
  /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/u.test(text) && !/^(?:00:){5}00$|^.[13579bdf]/u.test(text)

/** A proof in the one form in which it is kept and compared; `null` where it says nothing. */
export function proofOf<T extends Proof>(seen: T): T | null {
  const text = cleanText(seen.value, mostChars)
  const value = seen.kind === 'serial' || seen.kind === 'checkin' ? text : text.toLowerCase().replace(/\.$/u, '')
  if (seen.kind === 'mac') return isMac(value) ? { ...seen, value } : null
  const bare = value.replace(/[\s:_-]/gu, '')
  return bare.length < 3 || fillers.test(bare) || fillers.test(value) ? null : { ...seen, value }
}

export const isSame = (a: Proof, b: Proof): boolean =>
  a.kind === b.kind && a.value.toLowerCase() === b.value.toLowerCase()

/** Whether a proof can decide who a device is. A MAC never does for iPads, and a private one for nobody; a host name is a hint. */
export const decides = ({ kind, value }: Proof, type: DeviceType): boolean =>
  kind === 'mac' ? type !== 'ipad' && !isPrivateMac(value) : kind !== 'hostname'

/** A surer kind of proof of which both have some, and none in common: another device, whatever else agrees. */
function contradicts(seen: readonly Proof[], known: readonly Proof[], below: EvidenceKind): boolean {
  const surer = evidenceKinds.slice(0, evidenceKinds.indexOf(below))
  return surer.some((kind) => {
    const mine = known.filter((one) => one.kind === kind)
    const found = seen.filter((one) => one.kind === kind)
    return mine.length > 0 && found.length > 0 && !found.some((one) => mine.some((own) => isSame(own, one)))
  })
}

/**
 * Whose these proofs are, by the surest kind that tells; `null`: nobody's, or it cannot be told. A proof that two devices
 * have (makers ship equal serial numbers, a Wi-Fi repeater lends its MAC) leaves it to the next kind.
 */
export function ownerOf(seen: readonly Proof[], known: readonly Known[]): string | null {
  const found = seen.flatMap((one) => proofOf(one) ?? [])
  for (const kind of evidenceKinds) {
    const owners = known.filter(({ type, evidence, barred }) =>
      found.some(
        (one) =>
          one.kind === kind &&
          decides(one, type) &&
          evidence.some((own) => isSame(own, one)) &&
          !barred.some((other) => isSame(other, one)) &&
          !contradicts(found, evidence, kind),
      ),
    )
    const [owner] = owners
    if (owner && owners.length === 1) return owner.id
  }
  return null
}

/** What a serial number or UUID that was just seen says of a device of which some is known; `null`: nothing. */
export function surely(seen: readonly Proof[], known: readonly Proof[]): 'same' | 'other' | null {
  for (const kind of ['serial', 'uuid'] as const) {
    const mine = known.filter((one) => one.kind === kind)
    const found = seen.flatMap((one) => (one.kind === kind ? (proofOf(one) ?? []) : []))
    if (mine.length === 0 || found.length === 0) continue
    return found.some((one) => mine.some((own) => isSame(own, one))) ? 'same' : 'other'
  }
  return null
}

/** The MACs by which a device is told from others; none for iPads. */
export const fixedMacs = (evidence: readonly Proof[], type: DeviceType): string[] =>
  evidence.filter((one) => one.kind === 'mac' && decides(one, type)).map(({ value }) => value)

export function confidenceOf(evidence: readonly Proof[], type: DeviceType): IdentityView['confidence'] {
  const telling = evidence.filter((one) => decides(one, type)).map(({ kind }) => kind)
  if (telling.some((kind) => kind === 'checkin' || kind === 'serial' || kind === 'uuid')) return 'sure'
  return telling.length > 0 ? 'likely' : 'unsure'
}

/**
 * What is known after a look, the surest first. Of each kind the last seen stay.
 * @param at when it was seen, ISO
 */
export function taughtBy(known: readonly Evidence[], seen: readonly SeenEvidence[], at: string): Evidence[] {
  const all = known.map((one) => ({ ...one }))
  for (const one of seen.flatMap((raw) => proofOf(raw) ?? [])) {
    const same = all.find((own) => isSame(own, one))
    if (same) same.lastSeenAt = at
    else all.push({ ...one, source: one.source.slice(0, 32), firstSeenAt: at, lastSeenAt: at })
  }
  return evidenceKinds.flatMap((kind) =>
    all
      .filter((one) => one.kind === kind)
      .toSorted((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt))
      .slice(0, mostOfKind),
  )
}
