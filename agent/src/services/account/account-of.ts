import type { Account, VenueDocument } from '@sereno/shared/venue.ts'
import { iso } from '../../clock.ts'
import type { UserRecord } from '../../store/people-types.ts'

/**
 * The venue's account. Where `venue.json` has lost it (a person may edit that file, or begin it anew), it is what can be
 * told of someone who signs in: they must get in to mend it.
 */
export const accountOf = ({ account, venue }: Readonly<VenueDocument>, user: UserRecord): Account =>
  account ?? {
    company: venue.name,
    email: user.email,
    language: user.language ?? 'en',
    timezone: 'UTC',
    createdAt: iso(user.createdAt),
  }
