import { readdirSync, readFileSync } from 'node:fs'
import { rows } from './traceability/rows.ts'
import { type Shown, shownIn } from './traceability/shown-by.ts'

// `npm run traceability`: every sentence of the documents, the page that carries it, and the tests in a real browser that
// show it. It ends with 1 where a row has none.

const folder = new URL('../dashboard/test/', import.meta.url)

/** All tests of the dashboard that name rows. */
const shown: Shown[] = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .flatMap((name) => shownIn(`dashboard/test/${name}`, readFileSync(new URL(name, folder), 'utf8')))

let lacking = 0
for (const [id, sentence, where] of rows) {
  const tests = shown.filter(({ ids }) => ids.includes(id))
  if (tests.length === 0) lacking += 1
  process.stdout.write(`${id.padEnd(5)} ${sentence} (${where})\n`)
  for (const { file, name } of tests) process.stdout.write(`      ${file}: ${name}\n`)
  if (tests.length === 0) process.stdout.write('      no test yet\n')
}
process.stdout.write(`\n${rows.length - lacking} of ${rows.length} rows are shown by a test\n`)
process.exitCode = lacking === 0 ? 0 : 1
