import { checkVenue } from '@sereno/shared/check-venue.ts'
import { type VenueDocument, venueDocument } from '@sereno/shared/venue.ts'
import type { DocumentFault } from './faults.ts'
import { placeAt, placeOf, scanJson } from './json-scan.ts'
import type { Refusal } from './types.ts'

/** More than 1,000 devices with all their probes take. */
export const mostVenueBytes = 8_000_000

/** What the scan found, as words of `problem.json`; zod and `checkVenue` bring their own. */
const reasons = {
  unexpected: 'not_json',
  ends_too_early: 'ends_too_early',
  said_twice: 'said_twice',
  too_deep: 'too_deep',
} as const

type Read = { document: VenueDocument } | { refusal: Omit<Refusal, 'at'> }

/** A text as it lies in `venue.json`: the document, or the first fault and its place. */
export function readVenue(raw: string): Read {
  // Some editors on Windows begin a file with this mark.
  const text = raw.replace(/^\uFEFF/u, '')
  if (Buffer.byteLength(text) > mostVenueBytes)
    return { refusal: { line: null, column: null, path: '', reason: 'too_long' } }
  const garbled = text.indexOf('\uFFFD')
  if (garbled >= 0) return { refusal: { ...placeAt(text, garbled), path: '', reason: 'not_utf8' } }
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
  const issue = first?.issue
  return {
    refusal: {
      line: place?.line ?? null,
      column: place?.column ?? null,
      path,
      reason: first?.reason ?? 'invalid',
      ...(issue !== undefined && { issue }),
    },
  }
}

type Checked = { document: VenueDocument } | { faults: DocumentFault[] }

/** The shape first, then whether its parts agree. */
export function checkDocument(value: unknown): Checked {
  const parsed = venueDocument.safeParse(value, { reportInput: true })
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map((issue) => ({
        path: pathText(issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path),
        reason: issue.message,
        issue,
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
