import type { House } from '../../services/house.ts'
import { getOverview } from '../../services/overview/get-overview.ts'
import type { Handlers } from '../handlers.ts'

/** The first page. */
export const overviewRoutes = (house: House): Handlers<'overview.get'> => ({
  'overview.get': ({ language }) => getOverview(house, language),
})
