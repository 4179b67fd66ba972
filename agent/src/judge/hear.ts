import type { Cause } from '@sereno/shared/cause.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import { classify, tellsStatus } from './classify.ts'
import { conditionOf } from './condition-of.ts'
import type { Finding } from './finding.ts'
import { bounded, type Memory, type Way } from './memory.ts'
import { offlineAlone } from './offline-bit.ts'
import { factOf, type Result } from './result.ts'
import type { Check } from './types.ts'

/** Answers without a status after which an old status is no longer believed. */
const statuslessChecks = 3
/** After this long, what a way told that is silent since gives way to the ways that answer. */
const outdatedMs = 3_600_000
/** What every way of reading a printer can see, so that one can take back what another said before it fell silent. */
const seenByAll: readonly Cause[] = ['paper_out', 'paper_low', 'cover_open', 'printer_offline_bit']

/**
 * What the device said of itself. It is believed until the same probe says otherwise: a printer that was out of paper and
 * is now silent, or busy, still has none. Three answers in a row without any status end that.
 */
export function hear(draft: Memory, check: Check, results: readonly Result[]): void {
  for (const result of results) {
    const { reading, told } = result
    const way = draft.ways[reading.probeId]
    // A check-in is held against how the others are (`checkin.ts`).
    if (told === 'nothing' || !way || factOf(reading, 'checkin')) continue
    if (tellsStatus(reading)) {
      way.statusless = 0
      const findings = [...classify(reading), ...offlineBit(way, check, reading.probeId)]
      draft.status[reading.probeId] = bounded(findings.map((finding) => conditionOf(finding, [result], check.at)))
    } else if (told === 'answer' && reading.contact !== 'refused') {
      way.statusless = Math.min(way.statusless + 1, 99)
      if (way.statusless >= statuslessChecks) delete draft.status[reading.probeId]
    }
  }
  takeBack(draft, check.at, results)
}

/** What one way said before it stopped telling, and another way that tells now does not see. */
function takeBack(draft: Memory, at: number, results: readonly Result[]): void {
  const told = new Set(results.filter(({ reading }) => tellsOfPrinter(reading)).map(({ reading }) => reading.probeId))
  const seenNow = new Set([...told].flatMap((id) => draft.status[id] ?? []).map(({ cause }) => cause))
  const answered = results.some((one) => one.told === 'answer')
  for (const [id, conditions] of Object.entries(draft.status)) {
    const way = draft.ways[id]
    if (told.has(id) || !way || (way.unanswered === 0 && way.statusless === 0)) continue
    const denied = (cause: Cause) => told.size > 0 && seenByAll.includes(cause) && !seenNow.has(cause)
    const outdated = (seenAt = 0) => answered && at - seenAt > outdatedMs
    draft.status[id] = conditions.filter(({ cause, seenAt }) => !denied(cause) && !outdated(seenAt))
  }
}

const tellsOfPrinter = (reading: Reading): boolean =>
  reading.facts.some(({ fact }) => ['escpos', 'star', 'printer_mib', 'ipp'].includes(fact))

/** The offline bit with no other cause counts only when it was seen twice in a row: a hand at the feed button passes. */
function offlineBit(way: Way, check: Check, probeId: string): Finding[] {
  let told = false
  for (const reading of check.readings) {
    const alone = reading.probeId === probeId ? offlineAlone(reading) : null
    if (alone === null) continue
    told = true
    way.offlineBits = alone ? Math.min(way.offlineBits + 1, 99) : 0
  }
  return told && way.offlineBits >= 2 ? [{ cause: 'printer_offline_bit', detail: {} }] : []
}
