import { conditionSituations } from './conditions.ts'
import { contactSituations } from './contact.ts'
import { padSituations } from './pads.ts'
import { ruleSituations } from './rules.ts'
import type { Situation } from './situation.ts'
import { venueSituations } from './venue.ts'

/** Every situation of `kinds.md` that a network can show; the others are in `elsewhere.ts`. */
export const situations: readonly Situation[] = [
  ...contactSituations,
  ...conditionSituations,
  ...padSituations,
  ...venueSituations,
  ...ruleSituations,
]
