import type { Page } from '@sereno/shared/field.ts'
import type { Candidate } from '@sereno/shared/identity.ts'
import type { House } from '../house.ts'
import { pageOf } from '../page-of.ts'

export interface CandidateQuery {
  limit: number
  cursor?: string | undefined
  /** Also what a person ignores. */
  ignored?: boolean | undefined
}

/** What is on the network and nobody watches, in the order in which it appeared. */
export const listCandidates = (house: House, query: CandidateQuery): Page<Candidate> =>
  pageOf(
    house.discovery.candidates().filter(({ ignored }) => query.ignored === true || !ignored),
    query,
  )
