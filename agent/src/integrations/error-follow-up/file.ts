import type { Attachment } from '@sereno/shared/delivery.ts'
import { entryView } from '../../judge/entry-view.ts'
import { csvEntry, csvHead } from '../activity-view/entry-csv.ts'
import type { DigestFacts } from './digest-shape.ts'
import { localDateAt } from './window.ts'

/** Each recipient's mail carries its own copy, and the outbox keeps them. */
const maxBytes = 400_000

/** The entries that a digest counts, as a file. */
export interface DigestFile {
  attachment: Attachment
  /** How many it holds. */
  rows: number
  /** More were counted: it holds the newest. */
  isCut: boolean
}

/** What was counted as CSV, newest first as the export of the activity log. */
export function makeFile({ decision, language, venue, until, zone }: DigestFacts): DigestFile {
  const lines: string[] = []
  let bytes = Buffer.byteLength(csvHead)
  for (const entry of decision.counted.toReversed()) {
    const line = csvEntry(entryView(entry, language))
    bytes += Buffer.byteLength(line)
    if (bytes > maxBytes) break
    lines.push(line)
  }
  return {
    attachment: {
      name: fileName(venue, localDateAt(until - 1, zone)),
      type: 'text/csv; charset=utf-8',
      text: csvHead + lines.join(''),
    },
    rows: lines.length,
    isCut: lines.length < decision.total,
  }
}

/** `activity-bar-pepe-2026-11-21.csv`: without accents, since old mail programs garble them; other scripts stay. */
function fileName(venue: string, date: string): string {
  const plain = venue
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '')
  const slug = Array.from(words.join('-')).slice(0, 40).join('')
  return `${['activity', slug, date].filter((part) => part !== '').join('-')}.csv`
}
