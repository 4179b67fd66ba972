import type { Traces } from '../erasure-types.ts'

/** Stands in the place of what named someone. */
export const mask = '•••'

/** Shorter ones would be found in half of all words. */
const leastName = 3
const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const inHtml = (text: string) => text.replace(/[&<>"']/gu, (mark) => marks[mark] ?? mark)
const exactly = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/gu, '\\$&')

/** As people write a number: with blanks, dots, hyphens and brackets anywhere between. */
const phonePattern = (phone: string) => Array.from(phone, exactly).join('[\\s().-]{0,2}')

/** What makes a text name someone no more; `null` where there is nothing to look for. */
export function scrubber({ emails, phones, names }: Traces): ((text: string) => string) | null {
  const long = names.filter((name) => Array.from(name).length >= leastName)
  const words = [...new Set([...emails, ...long].flatMap((word) => [word, inHtml(word)]))].map(exactly)
  const patterns = [...words, ...phones.map(phonePattern)]
  if (patterns.length === 0) return null
  // The longest first: of two names the one that holds the other.
  const all = patterns.toSorted((a, b) => b.length - a.length).join('|')
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, 'giu')
  return (text) => text.replace(found, mask)
}
