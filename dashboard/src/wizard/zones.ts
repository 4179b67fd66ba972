import type { Language } from '@sereno/shared/field.ts'

/** Without accents and capitals, as people search. */
const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()

/** What a zone is called where it is used: `Central European Time`, `Europe / Madrid`. */
export interface Zone {
  id: string
  place: string
  name: string
}

function nameOf(id: string, language: Language): string {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: id, timeZoneName: 'longGeneric' })
    return format.formatToParts(Date.now()).find(({ type }) => type === 'timeZoneName')?.value ?? ''
  } catch {
    // The agent may know a zone that this browser does not.
    return ''
  }
}

/** `Europe/Madrid` → `Madrid (Europe)`, and where there is a third part, in the middle. */
export function placeOf(id: string): string {
  const parts = id.replaceAll('_', ' ').split('/')
  const city = parts.pop() ?? id
  return parts.length === 0 ? city : `${city} (${parts.join(', ')})`
}

/** Every zone that this browser knows, and the one that is set, if the browser has another name for it. */
export function allZones(language: Language, set: string): Zone[] {
  const ids = Intl.supportedValuesOf('timeZone')
  return (ids.includes(set) ? ids : [set, ...ids]).map((id) => ({ id, place: placeOf(id), name: nameOf(id, language) }))
}

/** The zones whose city, region or name has all these words; cities that begin with the text come first. */
export function searchZones(zones: readonly Zone[], text: string): Zone[] {
  const words = plain(text)
    .split(/[\s/,_]+/u)
    .filter((word) => word !== '')
  if (words.length === 0) return [...zones]
  const found = zones.filter(({ id, place, name }) => {
    const all = plain(`${place} ${name} ${id.replaceAll('_', ' ')}`)
    return words.every((word) => all.includes(word))
  })
  const begins = ({ place }: Zone) => plain(place).startsWith(words.join(' '))
  return [...found.filter(begins), ...found.filter((zone) => !begins(zone))]
}
