import type { DeviceSetting } from '@sereno/shared/device.ts'

const folded = (text: string): string => text.normalize('NFC').toLowerCase()

/** The words as they stand in a text, neither within a longer word, name of a host or address. */
const standing = (words: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}_.-])${words.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&')}(?![\\p{L}\\p{M}\\p{N}_]|[.-][\\p{L}\\p{N}])`,
    'gu',
  )

/**
 * Finds the printer of which a text speaks: exactly one is named, in full, by its name or its address. Longer names are
 * read first, so that "Bar Pepe" or "Bar iPad" does not speak of the printer "Bar".
 */
export function makeNamedPrinter(
  devices: readonly Pick<DeviceSetting, 'id' | 'type' | 'name' | 'address'>[],
  otherNames: readonly string[],
): (text: string) => string | null {
  const meant = new Map<string, string[]>(otherNames.map((name) => [folded(name), []]))
  for (const { id, type, name, address } of devices) {
    for (const words of new Set([folded(name), folded(address ?? '')])) {
      meant.set(words, [...(meant.get(words) ?? []), ...(type === 'printer' ? [id] : [])])
    }
  }
  const names = [...meant].filter(([words]) => words !== '').toSorted(([one], [other]) => other.length - one.length)
  return (text) => {
    let rest = folded(text)
    const found = new Set<string>()
    for (const [words, ids] of names) {
      if (!rest.includes(words)) continue
      const without = rest.replace(standing(words), '\n')
      if (without !== rest) for (const id of ids) found.add(id)
      rest = without
    }
    const [only = null] = found
    return found.size === 1 ? only : null
  }
}
