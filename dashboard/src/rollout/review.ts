import { kinds } from '@sereno/shared/kinds.ts'
import type { Check, CheckPoint, Rollout, RolloutDay } from '@sereno/shared/rollout.ts'

/** As `shared/src/rollout.ts` says it: the checker of shapes that it needs is not for a page. */
export const plannedDays = 7
export const neededCalm = 3

/** Where each point is mended. */
const places: Record<Check, string> = {
  addresses: '/devices?type=printer',
  local_network: '/devices?type=ipad',
  test_slip: '/devices?type=printer',
  digest: '/integrations',
  mail: '/system/mail',
  latency: '/devices?type=router',
  clock: '/system',
  backup: '/system/backup',
  help: '/system/discovery',
}

/** Where a point is mended: at the very device, where there is only one left. */
export function placeOf({ check, subjects }: Pick<CheckPoint, 'check' | 'subjects'>): string {
  const left = subjects.filter(({ state, deviceId }) => state !== 'done' && deviceId !== null)
  return left.length === 1 ? `/devices/${left[0]?.deviceId}` : places[check]
}

const order = ['open', 'unknown', 'done']
/** What is wrong first, then what nobody knows; each in the order of the list. */
export const worstFirst = (points: readonly CheckPoint[]): CheckPoint[] =>
  points.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state))

/** How the venue stands, and what to do first. */
export interface Standing {
  level: 'trouble' | 'unknown' | 'well'
  open: number
  unknown: number
  /** The point to see to; `device`: where most of the errors come from; `null`: nothing is left. */
  first: { point: CheckPoint } | { device: { name: string; deviceId: string | null } } | null
  /** Whether it can be handed over now. */
  ready: boolean
}

export function standingOf({ points, calm, worst, handedOver, threshold, days }: Rollout): Standing {
  const sorted = worstFirst(points)
  const count = (state: CheckPoint['state']) => points.filter((point) => point.state === state).length
  const [open, unknown] = [count('open'), count('unknown')]
  const isLoud = days.some(({ state, counted }) => state === 'today' && counted >= threshold.errors)
  const worstDevice = worst[0]
  const first =
    open === 0 && isLoud && worstDevice !== undefined
      ? { device: worstDevice }
      : sorted[0] !== undefined && sorted[0].state !== 'done'
        ? { point: sorted[0] }
        : null
  return {
    level: open > 0 || isLoud ? 'trouble' : unknown > 0 ? 'unknown' : 'well',
    open,
    unknown,
    first,
    ready: handedOver === null && calm >= neededCalm,
  }
}

/** A column of the chart; without a `day` it is still to come. */
export interface Column {
  n: number
  day: RolloutDay | null
  total: number
}

/** A column for each of the planned days, and for those after them that have begun. */
export const columnsOf = (days: readonly RolloutDay[]): Column[] =>
  Array.from({ length: Math.max(plannedDays, days.length) }, (_, index) => {
    const day = days[index] ?? null
    return { n: index + 1, day, total: day === null ? 0 : totalOf(day) }
  })

export const totalOf = ({ kinds: counted }: Pick<RolloutDay, 'kinds'>): number =>
  kinds.reduce((sum, kind) => sum + counted[kind], 0)
