import { type Subscription, subscription } from '@sereno/shared/subscription.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'

const community = subscription.parse({})

/** The plan in force. */
export const planOf = ({ account }: Pick<Readonly<VenueDocument>, 'account'>): Subscription =>
  account?.subscription ?? community
