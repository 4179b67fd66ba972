import type { VenuePatch, VenueSettings } from '@sereno/shared/venue.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { withoutUndefined } from '../without-undefined.ts'

/** Changes what is sent, and leaves the rest; of the retention each number by itself. */
export async function changeVenue(house: House, { retention, ...patch }: VenuePatch): Promise<VenueSettings> {
  return changeBook(house, ({ venue }) => {
    Object.assign(venue, withoutUndefined(patch))
    Object.assign(venue.retention, withoutUndefined(retention ?? {}))
    return venue
  })
}
