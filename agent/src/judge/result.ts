import { cleanText } from '@sereno/shared/field.ts'
import type { Fact, NeighbourFact, Reading } from '@sereno/shared/reading.ts'
import type { Check } from './types.ts'

/** What became of one probe in a check: its last reading decides. */
export interface Result {
  reading: Reading
  /** `nothing`: it says nothing about the device. */
  told: 'answer' | 'silence' | 'nothing'
}

/** The result of each probe of a check, in the order in which they ended. */
export function resultsOf(readings: readonly Reading[]): Result[] {
  const last = new Map<string, Reading>()
  for (const reading of readings) {
    last.delete(reading.probeId)
    last.set(reading.probeId, reading)
  }
  return [...last.values()].map((reading) => ({ reading, told: toldBy(reading) }))
}

/** What a look tells about the device: that it answered, that it was silent, or nothing. */
export function toldBy(reading: Reading): Result['told'] {
  // The name service failed, not the device; the name service is a device of its own.
  if (reading.code === 'EAI_AGAIN' && reading.probe !== 'dns') return 'nothing'
  // Whoever refuses questions is no name service, though it lives.
  if (reading.probe === 'dns' && reading.contact === 'refused') return 'silence'
  switch (reading.contact) {
    case 'local_error':
    case 'unable':
      return 'nothing'
    case 'silent':
    case 'unreachable':
      return lineAnswered(reading) === true ? 'answer' : 'silence'
    case 'answered':
    case 'refused':
    case 'mute':
    case 'garbled':
      return lineAnswered(reading) === false ? 'silence' : 'answer'
    default:
      return reading.contact satisfies never
  }
}

/** Whether anything beyond the gateway answered: an anchor, or a page, whoever wrote it. `null` for other probes. */
function lineAnswered(reading: Reading): boolean | null {
  const anchors = factOf(reading, 'anchors')
  const page = factOf(reading, 'page')
  if (!anchors && !page) return null
  return (anchors?.answered ?? 0) > 0 || (page !== null && page.found !== 'silent')
}

export function factOf<Name extends Fact['fact']>(reading: Reading, name: Name): Extract<Fact, { fact: Name }> | null {
  const found = reading.facts.find((one) => one.fact === name)
  return (found as Extract<Fact, { fact: Name }> | undefined) ?? null
}

/** The neighbour entry of a check: as it was refreshed for it, or as a probe last saw it. Who answered ARP is there. */
export function neighbourOf(check: Check): NeighbourFact['state'] {
  const facts = check.readings.flatMap((reading) => reading.facts).filter((one) => one.fact === 'neighbour')
  const last = facts.map(({ state }) => state).findLast((state) => state !== 'unknown')
  const states = [last, check.neighbour?.state]
  if (states.includes('present')) return 'present'
  return states.includes('absent') ? 'absent' : 'unknown'
}

/** The evidence in short, such as `icmp silent x3`; at most twelve lines. */
export function evidence(results: readonly Result[], more: readonly string[] = []): string[] {
  return [...results.map(({ reading }) => inShort(reading)), ...more].slice(0, 12)
}

function inShort(reading: Reading): string {
  const parts = [reading.probe, reading.contact]
  if (reading.code !== null) parts.push(reading.code)
  if (reading.attempt > 1) parts.push(`x${reading.attempt}`)
  for (const fact of reading.facts) parts.push(factInShort(fact))
  return cleanText(parts.join(' '), 100)
}

function factInShort(fact: Fact): string {
  switch (fact.fact) {
    case 'escpos':
      return Object.entries(fact.raw)
        .map(([n, byte]) => `${n}:${byte.toString(16).padStart(2, '0')}`)
        .join(' ')
    case 'printer_mib':
      return [`status:${fact.deviceStatus ?? '?'}`, ...fact.errorBits].join(' ')
    case 'http':
      return `HTTP ${fact.status}${fact.textFound === false ? ' other text' : ''}`
    case 'dns':
      return fact.failed ?? `${fact.addresses.length} addresses`
    case 'anchors':
      return `${fact.answered} of ${fact.asked} anchors`
    case 'page':
      return `page ${fact.found}`
    case 'neighbour':
      return `neighbour ${fact.state}`
    case 'snmp_auth':
      return fact.reason
    case 'ups':
      return `battery:${fact.onBattery ?? '?'} replace:${fact.replaceBattery ?? '?'}`
    case 'star':
      return fact.raw
    case 'ipp':
      return [fact.state ?? '?', ...fact.reasons.map(({ keyword }) => keyword)].join(' ')
    case 'checkin':
      return `online:${fact.online ?? '?'} print:${fact.lastPrintError ?? '?'}`
    case 'identity':
      return ''
    default:
      return fact satisfies never
  }
}
