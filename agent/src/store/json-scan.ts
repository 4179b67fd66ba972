/** A place in a text, both from 1. */
export interface TextPlace {
  line: number
  column: number
}

export interface Scanned {
  /** The first fault of the text as JSON; `null` where it is sound. */
  fault: { offset: number; path: string; reason: 'unexpected' | 'ends_too_early' | 'said_twice' | 'too_deep' } | null
  /** Where each value (for a member: its name) begins, by path as in `devices[2].address`. */
  offsets: Map<string, number>
}

const mostDepth = 64
/** RFC 8259: strings (of the controls DEL and C1 may stand in them as they are), numbers and words; each tried at one place only. */
const stringPattern = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy
const scalarPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy
const blankPattern = /[ \t\r\n]*/uy

class Stop extends Error {}

/**
 * Goes through a JSON text and notes where everything stands, so that a person can be told the line of a fault.
 * `JSON.parse` does not always say where it stopped, and takes the last of two members of one name without a word.
 */
export function scanJson(text: string): Scanned {
  const scanned: Scanned = { fault: null, offsets: new Map() }
  let at = 0

  const stop = (reason: NonNullable<Scanned['fault']>['reason'], path: string, offset = at): never => {
    scanned.fault = {
      offset,
      path,
      reason: reason === 'unexpected' && offset >= text.length ? 'ends_too_early' : reason,
    }
    throw new Stop()
  }
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found === undefined) return null
    at += found.length
    return found
  }
  const skip = () => take(blankPattern)
  const expect = (character: string, path: string) => {
    skip()
    if (text[at] !== character) stop('unexpected', path)
    at += 1
  }
  /** The members or items up to `end`, with a comma between them. */
  const list = (end: string, path: string, item: (index: number) => void) => {
    at += 1
    skip()
    if (text[at] === end) {
      at += 1
      return
    }
    for (let index = 0; ; index += 1) {
      item(index)
      skip()
      if (text[at] === end) break
      expect(',', path)
    }
    at += 1
  }
  const value = (path: string, depth: number): void => {
    skip()
    if (!scanned.offsets.has(path)) scanned.offsets.set(path, at)
    if (depth > mostDepth) stop('too_deep', path)
    if (text[at] === '{') {
      const names = new Set<string>()
      list('}', path, () => member(path, depth, names))
    } else if (text[at] === '[') list(']', path, (index) => value(`${path}[${index}]`, depth + 1))
    else if (take(stringPattern) === null && take(scalarPattern) === null) stop('unexpected', path)
  }
  const member = (path: string, depth: number, names: Set<string>) => {
    skip()
    const begin = at
    const quoted = take(stringPattern) ?? stop('unexpected', path)
    const name: string = JSON.parse(quoted)
    const inner = path === '' ? name : `${path}.${name}`
    if (names.has(name)) stop('said_twice', inner, begin)
    names.add(name)
    scanned.offsets.set(inner, begin)
    expect(':', inner)
    value(inner, depth + 1)
  }

  try {
    value('', 0)
    skip()
    if (at < text.length) stop('unexpected', '')
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault
  }
  return scanned
}

export function placeAt(text: string, offset: number): TextPlace {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}

/** The place of a path, or of the nearest thing around it that stands in the text. */
export function placeOf(text: string, { offsets }: Scanned, path: string): TextPlace | null {
  let rest = path
  while (rest !== '') {
    const offset = offsets.get(rest)
    if (offset !== undefined) return placeAt(text, offset)
    rest = rest.slice(0, Math.max(rest.lastIndexOf('.'), rest.lastIndexOf('['), 0))
  }
  const whole = offsets.get('')
  return whole === undefined ? null : placeAt(text, whole)
}
