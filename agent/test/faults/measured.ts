import { appendFileSync } from 'node:fs'
import { join } from 'node:path'

/** Notes what the test of a promise measured, for the table of `npm run faults`; in any other run it does nothing. */
export function measured(promise: number, figure: string): void {
  const folder = process.env.SERENO_FAULTS
  if (folder) appendFileSync(join(folder, `${promise}.txt`), `${figure}\n`)
}
