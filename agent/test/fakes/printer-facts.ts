import type { IppFact, StarFact } from '@sereno/shared/reading.ts'

/** A Star printer that is well, but for this. */
export const starSays = (change: Partial<StarFact> = {}): StarFact => ({
  fact: 'star',
  offline: false,
  offlineBySwitch: false,
  coverOpen: false,
  paperEnd: false,
  paperNearEnd: false,
  cutterError: false,
  mechanicalError: false,
  unrecoverableError: false,
  overheated: false,
  receiveOverflow: false,
  drawerHigh: false,
  raw: '2386000000000000000000',
  ...change,
})

/** A print service that is idle, but for this; reasons as they come over the line, such as `media-empty-error`. */
export function ippSays(
  state: IppFact['state'] = 'idle',
  reasons: readonly string[] = [],
  change: Partial<IppFact> = {},
): IppFact {
  const split = reasons.map((text) => {
    const [, keyword = text, severity] = /^(.*)-(report|warning|error)$/u.exec(text) ?? []
    return { keyword, severity: (severity as 'report' | 'warning' | 'error' | undefined) ?? null }
  })
  return { fact: 'ipp', state, accepting: true, reasons: split, message: null, supplies: [], ...change }
}
