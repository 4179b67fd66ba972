import { hasWord, say } from '@sereno/shared/locales/index.ts'
import type { ReadEntry } from '../integrations/error-follow-up/trouble.ts'

/** The words of an entry for the digest. */
export const readEntry: ReadEntry = (entry, language) => {
  const key = `cause.${entry.cause}.text`
  const cause = entry.text ?? (hasWord(key) ? say(language, key) : entry.cause)
  return { cause, message: entry.text ?? cause, advice: '' }
}
