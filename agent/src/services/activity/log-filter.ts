import type { ActivityFilter } from '@sereno/shared/activity.ts'
import { causes, type Network, networkOf } from '@sereno/shared/cause.ts'
import type { LogFilter } from '../../store/filters.ts'
import type { House } from '../house.ts'

/**
 * The filter of a reader as the store searches: a place is the devices that stand there now, and a network is the causes
 * it has to do with.
 */
export function logFilter({ book }: Pick<House, 'book'>, filter: ActivityFilter): LogFilter {
  const { place, network, ...rest } = filter
  const there = place === undefined ? undefined : book.read().devices.filter((device) => device.place === place)
  return {
    ...rest,
    ...(there !== undefined && { deviceIds: there.map(({ id }) => id) }),
    ...(network !== undefined && causesOf(network, filter.causes)),
  }
}

/** Of what a sender's own causes are among, only the others can be named. */
function causesOf(network: readonly Network[], named: readonly string[] | undefined) {
  const fits = (cause: string) => network.includes(networkOf(cause))
  if (named !== undefined) return { causes: named.filter(fits) }
  if (network.includes('maybe')) return { otherCauses: Object.keys(causes).filter((cause) => !fits(cause)) }
  return { causes: Object.keys(causes).filter(fits) }
}
