import type { DeviceSetting } from '@sereno/shared/device.ts'
import { cleanText } from '@sereno/shared/field.ts'
import { conditionOf } from './condition-of.ts'
import { silenceWays } from './contact.ts'
import { isPrivateMac } from './evidence.ts'
import type { Memory } from './memory.ts'
import type { Result } from './result.ts'
import { ruleOf } from './rule.ts'
import type { Check, Condition } from './types.ts'
import type { Holder, Whereabouts } from './whereabouts.ts'

/** So many times in a row only one answers, before two no longer count as being there. */
const aloneTimes = 2
/** Where nobody can be asked any more, a conflict is believed for this long. */
const unheardMs = 600_000
const mostHolders = 4
/** The MACs that routers share with those who stand in for them: VRRP (RFC 9568), HSRP 1 and 2, GLBP. */
const sharedByRouters = /^(?:00:00:5e:00:0[12]|00:00:0c:07:ac|00:00:0c:9f:f|00:07:b4:00)/u

/**
 * Whether who answers is another device: none of this one's MACs, and no serial number or UUID says that it is the same
 * with a new network card. iPads change their MACs, so they have none to be told by; neither has the gateway, whose
 * replacement is the gateway. A private MAC tells a phone at a printer's address, and nothing of other types; one that routers
 * share tells nobody.
 */
export function isOther(
  device: Pick<DeviceSetting, 'type' | 'role'>,
  { own, proof }: Pick<Whereabouts, 'own' | 'proof'>,
  mac: string,
): boolean {
  if (own.length === 0 || own.includes(mac) || proof === 'same' || sharedByRouters.test(mac)) return false
  if (device.type === 'ipad' || device.role !== null) return false
  return device.type === 'printer' || !isPrivateMac(mac)
}

/**
 * Whether someone else has the device's address, so that nothing which was seen is the device's: what it said of itself
 * stays believed. Two at one address are `ip_conflict`, until twice only one answers; another alone is `ip_taken`.
 */
export function takenByOther(draft: Memory, check: Check, results: readonly Result[]): boolean {
  const place = check.whereabouts ?? null
  const pair = followConflict(draft, place, check.at)
  const [holder] = place?.holders ?? []
  if (pair) draft.whole = [conflict(draft, check, pair, results)]
  else if (place && holder && isOther(check.device, place, holder.mac)) {
    draft.whole = [taken(check, place, holder, results)]
  } else return false
  silenceWays(draft)
  draft.reach = 'silent'
  draft.silentSince ??= check.at
  return true
}

/** Who answers beside one another: a router does with its shared MAC and its own, a device with both its network cards. */
function rivalsIn({ holders, own }: Whereabouts): Holder[] {
  const claiming = holders.filter(({ mac }) => !sharedByRouters.test(mac))
  return claiming.every(({ mac }) => own.includes(mac)) ? claiming.slice(0, 1) : claiming
}

/** The two that answer, as long as they count as being there. */
function followConflict(draft: Memory, place: Whereabouts | null, at: number): Memory['conflict'] {
  const { conflict } = draft
  const rivals = place?.asked ? rivalsIn(place) : []
  if (rivals.length > 1) {
    draft.conflict = { holders: rivals.slice(0, mostHolders).map((one) => ({ ...one })), alone: 0, heardAt: at }
  } else if (conflict && place?.asked) {
    const alone = conflict.alone + 1
    draft.conflict = alone >= aloneTimes ? null : { ...conflict, alone, heardAt: at }
  } else if (conflict && at - conflict.heardAt > unheardMs) draft.conflict = null
  return draft.conflict
}

function conflict(
  { whole }: Memory,
  check: Check,
  { holders, alone }: NonNullable<Memory['conflict']>,
  results: readonly Result[],
): Condition {
  const before = whole.find(({ cause }) => cause === 'ip_conflict')
  const isNews = check.whereabouts?.asked === true && alone === 0
  if (before && !isNews) return before
  const [one, two] = holders.map(inWords)
  const macs = holders.map(({ mac }) => mac)
  const address = check.whereabouts?.address ?? check.device.address
  return seenIn(check, results, 'ip_conflict', { address, one: one ?? '', two: two ?? '', macs }, [
    `ARP ${address}: ${macs.join(' and ')}`,
  ])
}

const taken = (check: Check, place: Whereabouts, holder: Holder, results: readonly Result[]): Condition =>
  seenIn(check, results, 'ip_taken', { address: place.address, ...heldBy(holder) }, [`neighbour ${holder.mac}`])

const heldBy = (holder: Holder) => ({
  holder: inWords(holder),
  holderMac: holder.mac,
  holderVendor: holder.vendor,
  holderName: holder.name,
})

/** Such as `00:26:ab:12:34:56 (Seiko Epson, Bar printer)`; short enough to be shown whole. */
function inWords({ mac, vendor, name }: Holder): string {
  const known = [vendor === null ? '' : cleanText(vendor, 24), name === null ? '' : cleanText(name, 32)].filter(Boolean)
  return known.length > 0 ? `${mac} (${known.join(', ')})` : mac
}

/**
 * A device that answers at another address than where it is looked for is `ip_moved`, not absent or displaced. It stays
 * so until it answers where it is looked for, also where it falls silent at the new address.
 */
export function follow(draft: Memory, check: Check, results: readonly Result[]): void {
  const place = check.whereabouts ?? null
  if (draft.reach === 'reached' || place?.holders.some(({ mac }) => place.own.includes(mac))) draft.moved = null
  else if (place?.elsewhere) {
    const { address, mac } = place.elsewhere
    draft.moved = { from: place.address, to: address, mac }
  }
  const { moved } = draft
  if (!moved) return
  draft.whole = draft.whole.map((one) => {
    if (one.cause !== 'no_answer' && one.cause !== 'ip_taken') return one
    const { readings, holder, holderMac, holderVendor, holderName } = one.detail
    const held = one.cause === 'ip_taken' ? { holder, holderMac, holderVendor, holderName } : {}
    const reason = check.device.type === 'printer' ? { reason: 'printer' } : {}
    const found = seenIn(check, results, 'ip_moved', { ...moved, ...held, ...reason }, [])
    found.detail.readings = [...(Array.isArray(readings) ? readings : []), `${moved.mac} at ${moved.to}`].slice(-12)
    return found
  })
}

/** A device that is looked for by name and answers at another address than before: true of this check alone. */
export function changed(draft: Memory, check: Check, results: readonly Result[]): Condition[] {
  const place = check.whereabouts ?? null
  if (!place || draft.reach !== 'reached' || !results.some(({ told }) => told === 'answer')) return []
  const holder = place.holders.find(({ mac }) => place.own.includes(mac))
  const isIt = holder !== undefined || place.proof === 'same'
  const from = draft.place
  // Before anything is known of it, whoever answers is the device.
  if (isIt || (place.own.length === 0 && from === null)) draft.place = place.address
  if (!isIt) return []
  const isByName = check.device.address !== place.address
  if (!isByName || from === null || from === place.address) return []
  const detail = { from, to: place.address, host: check.device.address, mac: holder?.mac ?? null }
  return [seenIn(check, results, 'ip_changed', detail, [])]
}

function seenIn(
  check: Check,
  results: readonly Result[],
  cause: 'ip_conflict' | 'ip_taken' | 'ip_moved' | 'ip_changed',
  detail: Condition['detail'],
  seen: string[],
): Condition {
  const condition = conditionOf({ cause, detail }, results, check.at, null)
  const readings = Array.isArray(condition.detail.readings) ? condition.detail.readings : []
  return { ...condition, rule: ruleOf(cause), detail: { ...condition.detail, readings: [...readings, ...seen] } }
}
