// Notes how an update ended on a disk that may take no notes just then.
import { noteEnd, openRun } from './record.mjs'

/** @typedef {import('@sereno/shared/update-record.ts').UpdateFault} UpdateFault */

const againMs = 5000

/**
 * Now, or as soon as the disk takes it: otherwise it would seem to go on for ever.
 * @param {string} data @param {{ fault: UpdateFault, detail: string } | null} failure
 */
export function noteOver(data, failure) {
  const startedAt = openRun(data)?.startedAt
  const note = () => {
    if (openRun(data)?.startedAt === startedAt) noteEnd(data, failure)
  }
  try {
    note()
  } catch (fault) {
    process.stderr.write(`How it ended is noted later: ${/** @type {Error} */ (fault).message}\n`)
    const again = setInterval(() => {
      try {
        note()
        clearInterval(again)
      } catch {
        // Next time, perhaps.
      }
    }, againMs)
    again.unref()
  }
}
