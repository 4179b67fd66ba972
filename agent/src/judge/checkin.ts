import type { Cause } from '@sereno/shared/cause.ts'
import type { CheckinFact, Reading } from '@sereno/shared/reading.ts'
import { conditionOf } from './condition-of.ts'
import type { Finding } from './finding.ts'
import type { HeardCheckin } from './heard-checkin.ts'
import { bounded, type Memory } from './memory.ts'
import { saysNoConnection, saysOffline, saysProhibited } from './print-words.ts'
import { factOf } from './result.ts'
import type { Around, Check, Condition, Context } from './types.ts'

/** Type and id of the reading that a check-in is taken for; no device has a probe of that name. */
export const checkinProbe = 'checkin'

/** An iPad that said nothing for this long is no longer taken at its word. */
const worthMs = 600_000
/** An iPad that is in use checks in every minute: so soon after, its silence to our looks tells nothing. */
const livelyMs = 90_000

/** A check-in, with the model and versions that an earlier one told and this one does not. */
export function heard(before: HeardCheckin | null, reading: Reading): HeardCheckin | null {
  const fact = factOf(reading, 'checkin')
  if (fact === null) return before
  const { model, osVersion, appVersion } = before?.fact ?? fact
  const known = {
    model: fact.model ?? model,
    osVersion: fact.osVersion ?? osVersion,
    appVersion: fact.appVersion ?? appVersion,
  }
  return { at: reading.at, fact: { ...fact, ...known } }
}

/** Whether an iPad told a moment ago that it is awake. */
export const heardLately = ({ checkin }: Pick<Memory, 'checkin'>, at: number): boolean =>
  checkin !== null && Math.abs(at - checkin.at) < livelyMs

/**
 * What an iPad tells of itself, held against what we know ourselves. Each of its two subjects, the internet and printing,
 * is believed until it says otherwise, or for ten minutes after it said it last.
 */
export function checkins(draft: Memory, check: Check, context: Context): void {
  const before = (draft.status[checkinProbe] ?? []).filter(({ seenAt = 0 }) => Math.abs(check.at - seenAt) < worthMs)
  const reading = check.readings.findLast((one) => factOf(one, 'checkin') !== null)
  const fact = reading && factOf(reading, 'checkin')
  const found = (finding: Finding | null): Condition[] =>
    finding && reading ? [conditionOf(finding, [{ reading, told: 'answer' }], check.at, checkinProbe)] : []
  const kept = (about: (cause: Cause) => boolean) => before.filter(({ cause }) => about(cause))

  const online = fact ? onlineBy(fact) : null
  const internet = online === null ? kept(ofInternet) : found(online ? null : withoutInternet(context.around))
  const isTold = fact && fact.lastPrintError !== null
  const printing = isTold ? found(unprinted(fact, context.around)) : kept((cause) => !ofInternet(cause))
  const believed = bounded([...internet, ...printing])
  if (believed.length > 0) draft.status[checkinProbe] = believed
  else delete draft.status[checkinProbe]
}

const ofInternet = (cause: Cause): boolean => cause === 'ios_no_internet'

/** What iOS says of the internet, also by the words of an error; `null`: nothing. */
function onlineBy({ online, lastPrintError }: CheckinFact): boolean | null {
  if (online !== null) return online
  const text = lastPrintError ?? ''
  return saysOffline(text) && !saysProhibited(text) ? false : null
}

/** While our own line is away, that explains it. */
const withoutInternet = (around: Around | null): Finding | null =>
  around?.internet === 'away' ? null : { cause: 'ios_no_internet', detail: {} }

/**
 * Why an iPad could not print.
 * 1. A printer that does not answer us either, or whose own trouble we know, has an entry of its own.
 * 2. No connection from a network that is not ours: it is on the wrong one.
 * 3. No connection within our subnet, to printers that answer us, while other iPads print or none complains: iOS keeps
 *    the app off the local network. A printer that is refusing us too is only busy.
 * 4. Anything else is tried again, as POS do.
 */
function unprinted(fact: CheckinFact, around: Around | null): Finding | null {
  const text = fact.lastPrintError ?? ''
  if (text === '') return null
  const again: Finding = { cause: 'print_retry', detail: { description: text } }
  const isProhibited = saysProhibited(text)
  const isCutOff = isProhibited || saysNoConnection(text) || (saysOffline(text) && fact.online === true)
  // Said of the internet, it is told as that.
  if (!isCutOff && saysOffline(text)) return null
  if (around === null) return again
  const { printers, otherPads, place } = around
  if (!isCutOff) return printers.failing > 0 ? null : again
  if (printers.silent > 0) return null
  if (place === 'elsewhere') return { cause: 'wrong_subnet', detail: { address: fact.address } }
  if (isProhibited) return { cause: 'ios_local_network', detail: {} }
  if (printers.reached === 0 || printers.refusing > 0) return again
  return otherPads.printing > 0 || otherPads.cutOff === 0 ? { cause: 'ios_local_network', detail: {} } : again
}

/** What a check-in complains of, so that those who bear witness are looked at before it is believed. */
export function complaintsIn(reading: Reading): { internet: boolean; printers: boolean } {
  const fact = factOf(reading, 'checkin')
  const text = fact?.lastPrintError ?? ''
  return { internet: fact !== null && onlineBy(fact) === false, printers: text !== '' }
}

/** Whether an iPad told lately that it prints, or that it has no connection to a printer; `null`: neither. */
export function printsLately(checkin: HeardCheckin | null, at: number): 'printing' | 'cut_off' | null {
  if (checkin === null || Math.abs(at - checkin.at) >= worthMs) return null
  const { lastPrintError } = checkin.fact
  if (lastPrintError === '') return 'printing'
  return lastPrintError !== null && saysNoConnection(lastPrintError) ? 'cut_off' : null
}
