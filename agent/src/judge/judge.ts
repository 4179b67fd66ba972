import { changed, follow, takenByOther } from './address.ts'
import { checkinProbe, checkins, heard } from './checkin.ts'
import { compose } from './compose.ts'
import { contact } from './contact.ts'
import { beliefsOf, fold } from './fold.ts'
import { hear } from './hear.ts'
import { late } from './late.ts'
import { forgetBeliefs, type Memory, recall } from './memory.ts'
import { presence } from './presence.ts'
import { neighbourOf, type Result, resultsOf } from './result.ts'
import { sample } from './slow.ts'
import { hushed, paused, stateOf } from './state.ts'
import type { Check, Condition, Context, Judgement } from './types.ts'
import { learn } from './ways.ts'

/**
 * The verdict on a check. Pure: no clock, disk or network; the same memory, check and context give the same judgement.
 *
 * 1. `memory` what is out of date is let go. A device out of service is not judged.
 * 2. `address`: where another device has the address, what was seen is not this one's, and nothing but that is concluded.
 * 3. `ways` each look teaches about its way; `hear`: what the device says of itself is believed until it says otherwise
 *    (`classify`, `escpos`, `star`, `printer-mib`, `ipp`).
 * 4. `contact`, or for iPads `presence`: whether there is any communication; `late`: whether it took several attempts.
 *    An iPad's check-in is held against how the rest of the venue is (`checkin`).
 *    `address` again: whether a device that does not answer is elsewhere, or one that does has another address by its name.
 * 5. `fold`: behind a parent that is down, silence is the parent's.
 * 6. `compose`, `state`: everything believed, the worst first, and the device's state. In its quiet hours, and
 *    while it is paused, its failures are kept to itself: what lasts is told when they are over.
 *
 * A look that says nothing about the device (`local_error`, `unable`) changes nothing.
 * What a cause means, its kind, is in `shared/src/cause.ts`; what a verdict changes in the log is in `incident.ts`.
 */
export function judge(memory: Memory | null, check: Check, context: Context): Judgement {
  const { device, at, readings } = check
  const known = [...device.probes.map((probe) => probe.id), ...readings.map((reading) => reading.probeId), checkinProbe]
  const draft = recall(memory, new Set(known.slice(0, 24)), at)
  const results = resultsOf(readings)
  for (const reading of readings) draft.checkin = heard(draft.checkin, reading)
  const hasAnswered = results.some(({ told }) => told === 'answer') || neighbourOf(check) === 'present'
  if (!device.inService) {
    forgetBeliefs(draft)
    return { memory: draft, state: 'paused', cause: null, conditions: [], seen: hasAnswered, stranger: false }
  }

  const before = beliefsOf(draft)
  const stranger = takenByOther(draft, check, results)
  const seen = hasAnswered && !stranger
  const moments = stranger ? [] : ownNews(draft, check, context, results)
  follow(draft, check, results)
  fold(draft, before, context)
  if (seen) draft.lastSeenAt = at

  const conditions = compose(draft, device, context, moments)
  const told = { ...stateOf(draft.reach, conditions), conditions }
  if (context.maintenance) return { memory: draft, ...paused(told, draft.reach), seen, stranger }
  return { memory: draft, ...(context.quiet ? hushed(told, draft.reach) : told), seen, stranger }
}

/**
 * What a check tells of the device itself.
 * @returns what is true of this check alone
 */
function ownNews(draft: Memory, check: Check, context: Context, results: readonly Result[]): Condition[] {
  const { device, at, readings } = check
  learn(draft, results, at)
  hear(draft, check, results)
  if (device.type === 'ipad') {
    const moments = presence(draft, check, context, results)
    checkins(draft, check, context)
    return moments
  }
  const wasSilent = draft.reach !== null && draft.reach !== 'reached'
  contact(draft, check, context, results)
  // A late answer that ends a silence only tells that it is over.
  const moments = wasSilent ? [] : late(draft, results, readings, at)
  if (results.some(({ told }) => told === 'answer')) sample(draft, device, readings)
  return [...moments, ...changed(draft, check, results)]
}
