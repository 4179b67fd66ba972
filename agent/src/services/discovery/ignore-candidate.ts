import { ignoredAs } from '../../flow/is-ignored.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findCandidate } from './find-candidate.ts'

const mostIgnored = 500

/**
 * Keeps quiet about something that was found, from now on.
 * @throws {Fault} `not_found`; `conflict` where it is a device
 */
export async function ignoreCandidate(house: House, id: string): Promise<void> {
  const { candidate } = findCandidate(house, id)
  if (candidate.ignored) return
  await changeBook(house, (draft) => {
    // Of too many the oldest is heard of again.
    draft.ignored = [...draft.ignored, { ...ignoredAs(candidate), name: candidate.name }].slice(-mostIgnored)
  })
}
