import type { Language } from '@sereno/shared/field.ts'
import { flatFacts } from '@sereno/shared/flat-facts.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { Say } from '../cli/words.ts'
import { type Finding, hasProblem, type Look, type Report, type Subject } from './report.ts'

interface Printing {
  terminal: Terminal
  say: Say
  language: Language
  verbose: number
}

const colors: Record<Kind, 'red' | 'yellow'> = { Error: 'red', Fail: 'red', Offline: 'red', Retry: 'yellow' }
const silent = new Set(['silent', 'unreachable'])
/** Ways that a device need not have. */
const optional = new Set(['snmp', 'ipp', 'star'])

/** A report for people: each device with its looks, its verdict and what to do; those that are well on one line. */
export function printReport(report: Report, printing: Printing): void {
  const { terminal, say, verbose } = printing
  const [well, troubled] = [report.subjects.filter(isWell), report.subjects.filter((one) => !isWell(one))]
  for (const subject of troubled) printSubject(subject, printing)
  // One that was asked for by itself is shown whole, also when it is well.
  if (verbose > 0 || report.subjects.length <= 3) for (const subject of well) printSubject(subject, printing)
  else if (well.length > 0) {
    for (const subject of well) terminal.data(`${terminal.paint('green', '[✓]')} ${headOf(subject, printing)}`)
    terminal.data('')
  }
  for (const lack of report.lacks) {
    terminal.data(`${terminal.paint('yellow', '[!]')} ${lack.message}\n    ${say('next')}: ${lack.advice}`)
  }
  if (report.lacks.length > 0) terminal.data('')
  const problems = report.subjects.filter(hasProblem).length
  const unknown = report.subjects.filter(({ state, verdict }) => state === 'unknown' && verdict.length === 0).length
  if (unknown > 0) terminal.data(terminal.paint('yellow', say('summary_unknown', { n: unknown })))
  terminal.data(
    problems > 0
      ? terminal.paint('red', say('summary_problems', { n: problems, total: report.subjects.length }))
      : terminal.paint('green', say('summary_fine', { n: report.subjects.length - unknown })),
  )
}

const isWell = ({ state, verdict }: Subject): boolean => verdict.length === 0 && state === 'up'

function printSubject(subject: Subject, printing: Printing): void {
  const { terminal, say } = printing
  const { state } = subject
  terminal.data(headOf(subject, printing))
  // What a device need not have, and has not, comes last.
  for (const look of subject.looks.toSorted((a, b) => Number(isAbsent(a)) - Number(isAbsent(b)))) {
    printLook(look, printing)
  }
  for (const finding of subject.verdict) printFinding(finding, printing)
  if (subject.verdict.length === 0) {
    const [color, mark] = state === 'up' ? (['green', '✓'] as const) : (['yellow', '?'] as const)
    terminal.data(`  ${terminal.paint(color, `${mark} ${say(`state.${state}`)}`)}`)
  }
  terminal.data('')
}

/** Who it is, on one line. */
function headOf({ name, address, type, mac, vendor, model, serial }: Subject, { terminal, say }: Printing): string {
  const maker = [vendor, model].filter(Boolean).join(' ')
  const rest = [say(`type.${type}`), address === name ? null : address, mac, maker, serial]
  return [terminal.paint('bold', name), ...rest.filter(Boolean)].join('  ')
}

const isAbsent = ({ probe, contact }: Look): boolean => optional.has(probe) && contact !== 'answered'
/** Answered, and at once: an answer that needed further attempts was lost or was not a good one. */
const isClean = ({ contact, attempt }: Look): boolean => contact === 'answered' && attempt === 1

function printLook(look: Look, printing: Printing): void {
  const { terminal, say, verbose } = printing
  const { probe, contact, code, attempt, facts } = look
  const tries = attempt > 1 ? ` (${say('attempts', { n: attempt })})` : ''
  const reason = code !== null && contact !== 'answered' ? ` ${terminal.paint('dim', code)}` : ''
  const rest = isAbsent(look) ? '' : `${tries}${reason}`
  terminal.data(`  ${markOf(look, terminal)} ${probe.padEnd(9)} ${wordsFor(look, printing)}${rest}`)
  const isDoubtful = contact === 'answered' && !isClean(look)
  if (verbose === 0 && !isDoubtful) return
  for (const { path, value } of flatFacts(facts)) terminal.data(terminal.paint('dim', `        ${path}: ${value}`))
}

function markOf(look: Look, terminal: Terminal): string {
  if (isClean(look)) return terminal.paint('green', '[✓]')
  if (isAbsent(look)) return terminal.paint('dim', '[·]')
  if (silent.has(look.contact)) return terminal.paint('red', '[✗]')
  return terminal.paint('yellow', look.contact === 'unable' || look.contact === 'local_error' ? '[i]' : '[!]')
}

function wordsFor(look: Look, { say, language }: Printing): string {
  const { probe, contact, latencyMs, facts } = look
  const { neighbour } = facts
  if (probe === 'arp' && typeof neighbour === 'object' && neighbour !== null && 'mac' in neighbour && neighbour.mac) {
    return String(neighbour.mac)
  }
  if (isAbsent(look) && !silent.has(contact)) return say('contact.absent')
  if (latencyMs === null) return say(contact === 'answered' ? 'contact.answered_untimed' : `contact.${contact}`)
  const ms = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(Math.max(0.1, latencyMs))
  return say(`contact.${contact}`, { ms })
}

function printFinding({ kind, cause, text, message, advice }: Finding, printing: Printing): void {
  const { terminal, say } = printing
  const head = kind === null ? `i ${say('notice')}` : `✗ ${kind.toUpperCase()}`
  const shown = kind === null ? terminal.paint('cyan', head) : terminal.paint(colors[kind], head)
  terminal.data(`  ${shown}  ${text} ${terminal.paint('dim', `(${cause})`)}`)
  if (message !== text) terminal.data(`    ${message}`)
  if (advice !== '') terminal.data(`    ${say('next')}: ${advice}`)
}
