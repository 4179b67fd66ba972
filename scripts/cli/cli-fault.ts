import type { Values } from '@sereno/shared/locales/index.ts'
import type { ExitCode } from './exit-codes.ts'

/**
 * Why a command ends without having done its work. `word` names the words in `locales/…/cli.json`: what happened, and
 * after an arrow what to do next; `code` is for those who search, such as `E_USAGE`.
 */
export class CliFault extends Error {
  readonly code: string
  readonly exit: ExitCode
  readonly word: string
  readonly values: Values

  constructor(code: string, exit: ExitCode, word: string, values: Values = {}) {
    super(`${code} ${word}`)
    this.code = code
    this.exit = exit
    this.word = word
    this.values = values
  }
}
