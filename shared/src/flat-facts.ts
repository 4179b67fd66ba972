/** A fact behind a verdict, flattened for reading: `readings[0].contact` → `answered`. */
export interface FlatFact {
  path: string
  value: string
}

const LIMIT = 200

/** Every plain value of a detail with its path, `null` and empty ones left out; at most 200. */
export function flatFacts(value: unknown, path = '', into: FlatFact[] = []): FlatFact[] {
  if (into.length >= LIMIT || value === null || value === undefined || value === '') return into
  if (Array.isArray(value)) {
    if (value.every((item) => typeof item !== 'object' || item === null)) {
      if (value.length > 0) into.push({ path, value: value.join(', ') })
    } else for (const [index, item] of value.entries()) flatFacts(item, `${path}[${index}]`, into)
  } else if (typeof value === 'object') {
    for (const [name, item] of Object.entries(value)) flatFacts(item, path === '' ? name : `${path}.${name}`, into)
  } else into.push({ path, value: String(value) })
  return into
}
