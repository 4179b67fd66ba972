import { keep, kept } from '../preferences.ts'

const KEY = 'sereno_enter'

/** Whether Enter alone sends, as this browser remembers it; a keyboard on the screen begins with a new line. With a value: remembers that. */
export function enterSends(chosen?: boolean): boolean {
  if (chosen !== undefined) keep(KEY, chosen ? 'send' : 'line')
  return (kept(KEY) ?? (matchMedia('(pointer: coarse)').matches ? 'line' : 'send')) === 'send'
}
