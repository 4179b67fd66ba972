import { type Cause, kindOf } from '@sereno/shared/cause.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { IppFact } from '@sereno/shared/reading.ts'
import type { Finding } from './finding.ts'
import { lowSupply } from './supplies.ts'

type Reason = IppFact['reasons'][number]

/**
 * The keywords of printer-state-reasons that name a cause of ours, the first that fits (IANA's list of IPP registrations;
 * PWG 5100.9 gives each part of a printer its own, by these endings).
 */
const fails: readonly [pattern: RegExp, cause: Cause][] = [
  [/^(separation-cutter|trimmer)-.*(jam|failure)$/u, 'cutter'],
  [/(^|-)(cover|door|interlock)-open$/u, 'cover_open'],
  [/(^|-)jam$/u, 'jammed'],
  [/^media-(empty|needed)$|^input-.*-empty$/u, 'paper_out'],
  [/^(toner|developer|marker-(supply|toner|ink|print-ribbon|developer|wax)(-cartridge)?)-empty$/u, 'marker_empty'],
  [/^output-(area|tray|bin)-full$|^stacker-full$/u, 'output_full'],
  [/-over-temp(erature)?$/u, 'overheated'],
  [/(unrecoverable|thermistor|timing|motor|path)-failure$/u, 'hardware'],
]
/** With one of these nothing is printed, whatever state the printer gives: what has no suffix counts as an error. */
const alwaysStop: readonly Cause[] = ['cover_open', 'jammed', 'cutter']
const lows: readonly [pattern: RegExp, cause: Cause][] = [
  [/^media-(low|empty|needed)$|^input-.*-(almost-)?empty$/u, 'paper_low'],
  [/^(toner|developer|marker)-.*(low|empty)$|^marker-waste.*-full$|^(opc|developer)-near-eol$/u, 'supply_low'],
]
/** Someone paused it, set it offline, or took it out of service. */
const pauses = /^(paused|moving-to-paused|stopping|offline|deactivated|shutdown|hold-new-jobs)$/u
/** A printer that rests, starts or tests itself: no fault, though some call that stopped. */
const rests = /^(hibernate|standby|suspend|sleep-mode|power-(up|down)|testing|warming-up)$/u

/**
 * What a printer says of itself over IPP, as conditions (`kinds.md`, "Reading printers over SNMP and IPP"). A reason that is
 * a report or a warning makes at most a notice; an error is a Fail, and so is a reason without a suffix on a printer that
 * has stopped. A keyword that nobody knows makes a Fail only together with a stop. That it merely takes no jobs is told apart
 * (`ippOfflineAlone`). The message for people may be out of date, and decides nothing.
 */
export function readIpp(fact: IppFact): Finding[] {
  const found = new Map<Cause, Finding>()
  const find = (cause: Cause, detail: Finding['detail'] = {}) => {
    if (!found.has(cause)) found.set(cause, { cause, detail })
  }
  for (const reason of fact.reasons) {
    const cause = causeIn(fails, reason)
    if (cause && stops(reason, fact, cause)) find(cause)
  }
  const unknown = fact.reasons.find((reason) => isUnknown(reason) && stops(reason, fact, null))
  if (found.size === 0 && unknown && fact.state === 'stopped') {
    find('service_requested', { description: wordsOf(unknown) })
  }
  for (const { cause, detail } of readNotices(fact, new Set(found.keys()))) find(cause, detail)
  return [...found.values()]
}

/** It has stopped, or takes no jobs, and says no reason but that someone wanted it so. */
export function ippOfflineAlone(fact: IppFact): boolean {
  const isResting = fact.reasons.some(({ keyword }) => rests.test(keyword))
  const isRefusing = fact.accepting === false && fact.state !== 'processing'
  if (isResting || !(fact.state === 'stopped' || isRefusing || isPaused(fact))) return false
  return readIpp(fact).every(({ cause }) => kindOf(cause) === null)
}

const isPaused = (fact: IppFact): boolean =>
  fact.reasons.some((reason) => pauses.test(reason.keyword) && stops(reason, fact, null))

function stops({ severity }: Reason, { state }: IppFact, cause: Cause | null): boolean {
  if (severity !== null) return severity === 'error'
  return state === 'stopped' || state === null || (cause !== null && alwaysStop.includes(cause))
}

function readNotices(fact: IppFact, failed: ReadonlySet<Cause>): Finding[] {
  const found: Finding[] = []
  const isNews = (reason: Reason) => causeIn(fails, reason) === null || !stops(reason, fact, causeIn(fails, reason))
  const lesser = fact.reasons.filter(isNews)
  if (!failed.has('paper_out') && lesser.some((reason) => causeIn(lows, reason) === 'paper_low')) {
    found.push({ cause: 'paper_low', detail: {} })
  }
  const low = lowSupply(fact.supplies)
  if (!failed.has('marker_empty') && (low || lesser.some((reason) => causeIn(lows, reason) === 'supply_low'))) {
    found.push({ cause: 'supply_low', detail: low ?? {} })
  }
  // What is known to stop a printer, but does not stop this one; and what nobody knows, where the printer gives it weight.
  const warning =
    lesser.find((reason) => causeIn(fails, reason) !== null && causeIn(lows, reason) === null) ??
    fact.reasons.find((reason) => isUnknown(reason) && (reason.severity === 'warning' || reason.severity === 'error'))
  const isTold = failed.size > 0
  if (warning && !isTold) found.push({ cause: 'printer_warning', detail: { description: wordsOf(warning) } })
  return found
}

const isUnknown = (reason: Reason): boolean =>
  causeIn(fails, reason) === null &&
  causeIn(lows, reason) === null &&
  !pauses.test(reason.keyword) &&
  !rests.test(reason.keyword)

const causeIn = (table: readonly [RegExp, Cause][], { keyword }: Reason): Cause | null =>
  table.find(([pattern]) => pattern.test(keyword))?.[1] ?? null

/** A keyword as a person reads it. */
const wordsOf = ({ keyword }: Reason): string => cleanText(keyword.replaceAll('-', ' '), 80)
