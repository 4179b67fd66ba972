export interface TextPart {
  text: string
  /** Where it leads; `null` for plain text. */
  href: string | null
}

const address = /https?:\/\/[^\s<>"'`]+/giu
/** What ends a sentence rather than an address. */
const ending = /[.,;:!?…)\]}»”’]+$/u

/** A text with the web addresses in it; anything but http and https stays text. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const { 0: found, index } of text.matchAll(address)) {
    const link = withoutEnding(found)
    if (!URL.canParse(link)) continue
    if (index > done) parts.push({ text: text.slice(done, index), href: null })
    parts.push({ text: link, href: new URL(link).href })
    done = index + link.length
  }
  if (done < text.length) parts.push({ text: text.slice(done), href: null })
  return parts
}

/** A bracket that was opened within an address belongs to it. */
function withoutEnding(found: string): string {
  const short = found.replace(ending, '')
  return short.includes('(') && found[short.length] === ')' ? `${short})` : short
}
