import { digestsInForce } from '@sereno/shared/digest-recipients.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { kinds } from '@sereno/shared/kinds.ts'
import { usualThreshold } from '@sereno/shared/rollout.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'

/** From how many errors of which kinds on a day is loud, and the Error Follow Up that says so. */
export interface Threshold {
  errors: number
  kinds: readonly Kind[]
  followUp: string | null
}

/** The strictest of the Error Follow Ups that go out; the usual where there is none. */
export function thresholdOf({ integrations }: Pick<VenueDocument, 'integrations'>): Threshold {
  const [strictest] = digestsInForce(integrations).toSorted((one, other) => one.minimumErrors - other.minimumErrors)
  return strictest === undefined
    ? { errors: usualThreshold, kinds, followUp: null }
    : { errors: strictest.minimumErrors, kinds: strictest.kinds, followUp: strictest.name }
}
