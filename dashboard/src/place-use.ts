import type { AccountView } from '@sereno/shared/venue.ts'

/** From here on a hint says that it gets narrow. */
const narrowFrom = 0.8

export interface PlaceUse {
  kind: 'devices' | 'printers' | 'ipads'
  used: number
  /** `null`: as many as one likes. */
  limit: number | null
  standing: 'free' | 'narrow' | 'full'
}

/** How much of the plan is used, for each kind. */
export const placeUse = ({ usage, limits }: Pick<AccountView, 'usage' | 'limits'>): PlaceUse[] =>
  (['devices', 'printers', 'ipads'] as const).map((kind) => {
    const [used, limit] = [usage[kind], limits[kind]]
    const standing = limit === null ? 'free' : used >= limit ? 'full' : used >= limit * narrowFrom ? 'narrow' : 'free'
    return { kind, used, limit, standing }
  })
