import type { Kind } from '@sereno/shared/kind.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { Say } from '../cli/words.ts'
import { isLacking, type Report, type Row, type Standing } from './report.ts'

const marks = { there: '·', held: '✓', not_held: '✗', missing: '?' } as const satisfies Record<Standing, string>
const colors = { there: 'dim', held: 'green', not_held: 'red', missing: 'red' } as const satisfies Record<
  Standing,
  Parameters<Terminal['paint']>[0]
>

/** The list for people: each situation on a line, its cases below it; then what no network shows. */
export function printReport({ situations, elsewhere, cases }: Report, terminal: Terminal, say: Say): void {
  const kindWord = (kind: Kind | null) => kind ?? say('situations.notice')
  const kindWidth = Math.max(...situations.map(({ kind }) => kindWord(kind).length))
  const causeWidth = Math.max(...situations.map(({ cause }) => cause?.length ?? 0))
  const mark = (standing: Standing) => terminal.paint(colors[standing], marks[standing])
  for (const row of situations) {
    const { situation, kind, cause, count, remark } = row
    const filed = [cause === null ? say('situations.rule') : kindWord(kind), cause ?? '']
    const cells = [filed[0]?.padEnd(kindWidth), filed[1]?.padEnd(causeWidth), terminal.paint('bold', situation)]
    const often = count === null ? '' : `  ${terminal.paint('dim', `(${count})`)}`
    terminal.data(`${mark(row.standing)} ${cells.join('  ')}${often}`)
    for (const { test, standing } of row.cases) terminal.data(`    ${mark(standing)} ${test}`)
    if (remark !== null) terminal.data(terminal.paint('dim', `      ${remark}`))
  }
  terminal.data(`\n${terminal.paint('bold', say('situations.elsewhere'))}`)
  for (const { what, kind, cause, why, tests } of elsewhere) {
    terminal.data(`  ${what}${cause === null ? '' : ` (${kindWord(kind)} ${cause})`}: ${why}`)
    for (const test of tests) terminal.data(terminal.paint('dim', `    agent/${test}`))
  }
  terminal.data(`\n${summary(situations, cases, terminal, say)}`)
}

function summary(situations: readonly Row[], cases: number, terminal: Terminal, say: Say): string {
  const lacking = situations.filter(isLacking)
  const all = say('situations.all', { n: situations.length, cases })
  if (lacking.length === 0) {
    const words = situations.every(({ standing }) => standing === 'held') ? 'situations.held' : 'situations.there'
    return terminal.paint('green', `${all} ${say(words)}`)
  }
  const names = lacking.map(({ situation }) => situation).join('; ')
  return terminal.paint('red', `${all} ${say('situations.lacking', { n: lacking.length, names })}`)
}
