import { keyName, sequenceReader } from './key-sequence.ts'
import { letters } from './preferences.ts'

export interface Shortcut {
  /** `e`, `g o`, `?` or `mod+k`, where `mod` is Ctrl, or Cmd on a Mac. */
  keys: string
  label: string
  act: () => void
}

const known = new Set<Shortcut>()

/** What the page takes at present, in the order in which it was registered. */
export const shortcuts = (): Shortcut[] => [...known]

/** Registers a shortcut of the page; returns its end. The one that came last wins. */
export function shortcut(keys: string, label: string, act: () => void): () => void {
  const mine = { keys, label, act }
  known.add(mine)
  return () => known.delete(mine)
}

const notTyped = ['button', 'checkbox', 'radio', 'range', 'reset', 'submit']

/** Whether keys go into a field: then they are text. */
function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !notTyped.includes(target.type)
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select'))
}

/** Starts listening; a page does it once. */
export function listenForKeys(): void {
  const read = sequenceReader(() => [...known].map(({ keys }) => keys))
  document.addEventListener('keydown', (event) => {
    const name = keyName(event)
    if (event.defaultPrevented || event.isComposing || name === null) return
    const withMod = name.startsWith('mod+')
    // An open dialog has the keys to itself; only the chord may be typed in a field.
    if (document.querySelector('dialog[open]') !== null) return
    if (!withMod && (letters.chosen() === 'off' || isTyping(event.target))) return
    const keys = read(name, event.timeStamp)
    const found = [...known].findLast((one) => one.keys === keys)
    if (found === undefined) return
    event.preventDefault()
    found.act()
  })
}
