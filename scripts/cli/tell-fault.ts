import { CliFault } from './cli-fault.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'
import type { Say } from './words.ts'

/** Says what happened, and after an arrow what to do next; gives the exit code for it. */
export function tellFault(fault: unknown, terminal: Terminal, say: Say): ExitCode {
  if (!(fault instanceof CliFault)) {
    terminal.fault(`E_UNEXPECTED  ${(fault as Error).stack ?? String(fault)}`)
    return exitCodes.unexpected
  }
  terminal.fault(`${terminal.paint('red', fault.code)}  ${say(`fault.${fault.word}`, fault.values)}`)
  return fault.exit
}
