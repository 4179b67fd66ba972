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
const answered = new Set(['answered'])
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
    const names = well.map(({ name }) => name).join(', ')
    terminal.data(`${terminal.paint('green', '[✓]')} ${say('fine_others', { n: well.length })}: ${names}\n`)
  }
  for (const lack of report.lacks) {
    terminal.data(`${terminal.paint('yellow', '[!]')} ${lack.message}\n    ${say('next')}: ${lack.advice}`)
  }
  if (report.lacks.length > 0) terminal.data('')
  const problems = report.subjects.filter(hasProblem).length
  terminal.data(
    problems > 0
      ? terminal.paint('red', say('summary_problems', { n: problems, total: report.subjects.length }))
      : terminal.paint('green', say('summary_fine', { n: report.subjects.length })),
  )
}

const isWell = ({ state, verdict }: Subject): boolean => verdict.length === 0 && state === 'up'

function printSubject(subject: Subject, printing: Printing): void {
  const { terminal, say } = printing
  const { name, address, type, state } = subject
  const maker = [subject.vendor, subject.model].filter(Boolean).join(' ')
  const known = [address === name ? null : address, subject.mac, maker, subject.serial].filter(Boolean).join('  ')
  terminal.data(`${terminal.paint('bold', name)}  ${say(`type.${type}`)}${known === '' ? '' : `  ${known}`}`)
  for (const look of subject.looks) printLook(look, printing)
  for (const finding of subject.verdict) printFinding(finding, printing)
  if (subject.verdict.length === 0) {
    const [color, mark] = state === 'up' ? (['green', '✓'] as const) : (['yellow', '?'] as const)
    terminal.data(`  ${terminal.paint(color, `${mark} ${say(`state.${state}`)}`)}`)
  }
  terminal.data('')
}

function printLook({ probe, contact, latencyMs, code, attempt, facts }: Look, printing: Printing): void {
  const { terminal, say, verbose, language } = printing
  const mark = answered.has(contact)
    ? terminal.paint('green', '[✓]')
    : optional.has(probe)
      ? terminal.paint('dim', '[·]')
      : silent.has(contact)
        ? terminal.paint('red', '[✗]')
        : terminal.paint('yellow', contact === 'unable' || contact === 'local_error' ? '[i]' : '[!]')
  const ms = latencyMs === null ? '' : new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(latencyMs)
  const tries = attempt > 1 ? ` (${say('attempts', { n: attempt })})` : ''
  const reason = code !== null && contact !== 'answered' ? ` ${terminal.paint('dim', code)}` : ''
  const words = say(`contact.${contact}${ms === '' && contact === 'answered' ? '_untimed' : ''}`, { ms })
  terminal.data(`  ${mark} ${probe.padEnd(9)} ${words}${tries}${reason}`)
  if (verbose === 0) return
  for (const { path, value } of flatFacts(facts)) terminal.data(terminal.paint('dim', `        ${path}: ${value}`))
}

function printFinding({ kind, cause, text, message, advice }: Finding, printing: Printing): void {
  const { terminal, say } = printing
  const head = kind === null ? `i ${say('notice')}` : `✗ ${kind.toUpperCase()}`
  const shown = kind === null ? terminal.paint('cyan', head) : terminal.paint(colors[kind], head)
  terminal.data(`  ${shown}  ${text} ${terminal.paint('dim', `(${cause})`)}`)
  if (message !== text) terminal.data(`    ${message}`)
  if (advice !== '') terminal.data(`    ${say('next')}: ${advice}`)
}
