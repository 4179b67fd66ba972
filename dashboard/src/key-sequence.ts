/** What a key press is, as far as a shortcut cares. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** How long the second letter of `g o` may take. */
export const SEQUENCE_MS = 1500

/**
 * The name of a key press: `g`, `?`, `mod+k`; `null` for one that can be no shortcut. A keyboard that writes another
 * alphabet is read by where the key is.
 */
export function keyName(press: KeyPress): string | null {
  const latin = /^Key([A-Z])$/u.exec(press.code)?.[1]?.toLowerCase()
  const typed = press.key.length === 1 ? press.key.toLowerCase() : null
  const letter = typed !== null && /[a-z]/u.test(typed) ? typed : (latin ?? typed)
  if (letter === null || press.altKey) return null
  if (press.ctrlKey || press.metaKey) return press.shiftKey ? null : `mod+${letter}`
  // A capital letter is another key; `?` needs the shift where it stands.
  return press.shiftKey && /[a-z]/u.test(letter) ? null : letter
}

/** Follows key presses: which of the known shortcuts, such as `e` or `g o`, is complete with this one. */
export function sequenceReader(known: () => Iterable<string>): (name: string, at: number) => string | null {
  let begun = ''
  let begunAt = 0
  return (name, at) => {
    const first = at - begunAt <= SEQUENCE_MS ? begun : ''
    begun = ''
    const all = [...known()]
    const both = `${first} ${name}`
    if (first !== '' && all.includes(both)) return both
    if (all.some((keys) => keys.startsWith(`${name} `))) {
      begun = name
      begunAt = at
      return null
    }
    return all.includes(name) ? name : null
  }
}
