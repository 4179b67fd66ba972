import type { Cause } from '@sereno/shared/cause.ts'
import { conditionOf } from './condition-of.ts'
import type { Memory } from './memory.ts'
import { neighbourOf, type Result } from './result.ts'
import type { Check, Context } from './types.ts'
import { compareWays } from './ways.ts'

/** Without the right to refresh the neighbour entry, it may be out of date for this long (measured: 50.8 s). */
const staleNeighbourMs = 60_000
/** A way that answered this recently, and could not be looked at now, leaves the verdict open. */
const recentMs = 60_000

/**
 * Whether there is any communication with a device that does not sleep.
 * 1. An answer by any way is communication; then each way is compared with the others.
 * 2. A gateway that never answered ICMP is judged by its neighbour entry.
 * 3. All silent: not yet a verdict while the neighbour entry may be out of date, or while a way that answered a moment
 *    ago was held back.
 * 4. Otherwise there is none, and whose silence it is names the cause.
 */
export function contact(draft: Memory, check: Check, context: Context, results: readonly Result[]): void {
  const neighbour = neighbourOf(check)
  const silent = results.filter(({ told }) => told === 'silence')
  const shy = silent.filter(
    ({ reading }) => reading.probe === 'gateway' && draft.ways[reading.probeId]?.answered === false,
  )
  const answered = results.some(({ told }) => told === 'answer')

  if (answered || (shy.length > 0 && neighbour === 'present')) {
    const cameBack = draft.reach !== 'reached' && results.every(answeredLate)
    reached(draft)
    // It came back during this check: what was silent may have been asked before, and the next check tells.
    if (answered)
      compareWays(draft, check, context, cameBack ? results.filter((one) => one.told !== 'silence') : results)
    return
  }
  if (silent.length === 0) return
  if (neighbour === 'unknown' && knownSilence(draft, silent)) {
    if (draft.reach === 'silent') draft.whole = draft.whole.map((one) => ({ ...one, seenAt: check.at }))
    return
  }
  draft.silentSince ??= check.at
  if (holds(draft, check, context, results, shy.length === silent.length)) return

  const cause = causeOfSilence(check, context, silent)
  const detail = { address: check.device.address, ...(neighbour === 'present' ? { arp: true } : {}) }
  const condition = conditionOf({ cause, detail }, silent, check.at, silent.length === 1 ? undefined : null)
  if (neighbour !== 'unknown') condition.detail.readings = withNeighbour(condition.detail.readings, neighbour)
  draft.reach = 'silent'
  draft.whole = [condition]
  silenceWays(draft)
}

const answeredLate = ({ reading, told }: Result): boolean => told !== 'answer' || reading.attempt > 1

/** Only ways were looked at that are silent anyway, while others answer: nothing new. */
const knownSilence = (draft: Memory, silent: readonly Result[]): boolean =>
  (draft.reach === 'reached' || draft.reach === 'silent') &&
  silent.every(({ reading }) => draft.ways[reading.probeId]?.quiet === true)

function reached(draft: Memory): void {
  draft.reach = 'reached'
  draft.silentSince = null
  draft.contradicted = false
  draft.whole = []
}

/** Whether silence is no verdict yet. What was believed before stays believed. */
function holds(draft: Memory, check: Check, context: Context, results: readonly Result[], onlyShy: boolean): boolean {
  const neighbour = neighbourOf(check)
  const silent = results.filter(({ told }) => told === 'silence')
  const contradicts = neighbour === 'present' && silent.every(({ reading }) => reading.contact === 'unreachable')
  const again = draft.contradicted
  draft.contradicted = contradicts
  if (neighbour === 'absent') return false
  // The kernel still held the address for dead while its owner answered ARP: the next check looks afresh.
  if (contradicts && !again) return true
  if (neighbour === 'present') return false
  if (onlyShy) return true
  const heldBack = results.some(({ reading, told }) => {
    const answeredAt = draft.ways[reading.probeId]?.answeredAt ?? null
    return told === 'nothing' && answeredAt !== null && check.at - answeredAt < recentMs
  })
  if (heldBack && draft.reach === 'reached') return true
  return context.ownSubnet && check.at - (draft.silentSince ?? check.at) < staleNeighbourMs
}

function causeOfSilence(check: Check, context: Context, silent: readonly Result[]): Cause {
  const asked = (probe: string) => silent.some(({ reading }) => reading.probe === probe)
  if (check.device.role === 'gateway' || asked('gateway')) return 'gateway_down'
  if (check.device.role === 'line' || asked('internet')) return 'isp_down'
  if (check.device.role === 'resolver' || asked('dns')) return 'dns_down'
  return asked('http') && !context.ownSubnet ? 'pos_cloud' : 'no_answer'
}

/** While the device does not answer, the single ways have nothing of their own to tell; wrong credentials stay wrong. */
export function silenceWays(draft: Memory): void {
  for (const [id, conditions] of Object.entries(draft.contact)) {
    draft.contact[id] = conditions.filter(({ cause }) => cause === 'snmp_config')
  }
}

function withNeighbour(readings: unknown, neighbour: string): string[] {
  return [...(Array.isArray(readings) ? readings : []), `neighbour ${neighbour}`]
}
