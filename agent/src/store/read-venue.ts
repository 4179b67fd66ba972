import { checkVenue } from '@sereno/shared/check-venue.ts'
import { type VenueDocument, venueDocument } from '@sereno/shared/venue.ts'
import { placeAt, placeOf, scanJson } from './json-scan.ts'
import type { Refusal } from './types.ts'

/** More than 1,000 devices with all their probes take. */
export const mostVenueBytes = 8_000_000

/** Words for what the scan found; zod and `checkVenue` bring their own. */
const reasons = {
  unexpected: 'this is not JSON: check the commas, quotes and brackets here and on the line before',
  ends_too_early: 'the text ends too early: a closing bracket, brace or quote is missing',
  said_twice: 'this name is there twice in the same object',
  too_deep: 'brackets inside brackets inside brackets: this is no venue',
}

type Read = { document: VenueDocument } | { refusal: Omit<Refusal, 'at'> }

/** A text as it lies in `venue.json`: the document, or the first fault and its place. */
export function readVenue(raw: string): Read {
  // Some editors on Windows begin a file with this mark.
  const text = raw.replace(/^\uFEFF/u, '')
  if (Buffer.byteLength(text) > mostVenueBytes)
    return { refusal: { line: null, column: null, path: '', reason: 'the text is too long for a venue' } }
  const garbled = text.indexOf('\uFFFD')
  if (garbled >= 0) return { refusal: { ...placeAt(text, garbled), path: '', reason: 'this is not UTF-8 text' } }
  const scanned = scanJson(text)
  if (scanned.fault !== null) {
    const { offset, path, reason } = scanned.fault
    return { refusal: { ...placeAt(text, offset), path, reason: reasons[reason] } }
  }
  const checked = checkDocument(JSON.parse(text))
  if ('document' in checked) return checked
  const [first] = checked.faults
  const path = first?.path ?? ''
  const place = placeOf(text, scanned, path)
  return {
    refusal: { line: place?.line ?? null, column: place?.column ?? null, path, reason: first?.reason ?? 'invalid' },
  }
}

type Checked = { document: VenueDocument } | { faults: { path: string; reason: string }[] }

/** The shape first, then whether its parts agree. */
export function checkDocument(value: unknown): Checked {
  const parsed = venueDocument.safeParse(value)
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map((issue) => ({
        path: pathText(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
        reason: issue.message,
      })),
    }
  const faults = checkVenue(parsed.data)
  return faults.length > 0 ? { faults } : { document: parsed.data }
}

const pathText = (path: PropertyKey[]): string =>
  path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
