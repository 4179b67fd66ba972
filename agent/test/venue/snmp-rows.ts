/**
 * A program for snmpd's `pass_persist` (snmpd.conf(5)): answers from a JSON file of `[oid, type, value]`, read afresh for
 * every question, so that a test changes a printer's condition by writing the file.
 */
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

type Row = [oid: string, type: string, value: string | number]

const file = process.argv[2] ?? ''
const parts = (oid: string): number[] => oid.replace(/^\./u, '').split('.').map(Number)

function compare(left: string, right: string): number {
  const [a, b] = [parts(left), parts(right)]
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? -1) - (b[index] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

function answer(verb: string, oid: string): string {
  const rows = (JSON.parse(readFileSync(file, 'utf8')) as Row[]).toSorted((a, b) => compare(a[0], b[0]))
  const row = rows.find(([name]) => (verb === 'get' ? compare(name, oid) === 0 : compare(name, oid) > 0))
  return row ? row.join('\n') : 'NONE'
}

let verb: string | null = null
createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'PING') console.log('PONG')
  else if (verb === null) verb = line
  else {
    console.log(answer(verb, line))
    verb = null
  }
})
