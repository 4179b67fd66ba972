import type { House } from '../../services/house.ts'
import { isStaff, overviewForStaff } from '../../services/overview/for-staff.ts'
import { getOverview } from '../../services/overview/get-overview.ts'
import type { Handlers } from '../handlers.ts'

/** The first page. */
export const overviewRoutes = (house: House): Handlers<'overview.get'> => ({
  'overview.get': async ({ caller, language }) => {
    const overview = await getOverview(house, language)
    return isStaff(caller) ? overviewForStaff(overview) : overview
  },
})
