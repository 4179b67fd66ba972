/** Slots of one width, one after another; times in ms. */
export interface BarSpan {
  since: number
  stepMs: number
  /** How many slots. */
  count: number
  /** Until when open entries last so far. */
  now: number
  /** Of all devices where it is left out. */
  deviceId?: string | undefined
}

/** A device's time, as `shared/src/charts/slots.ts` tells it. */
export interface Bar {
  deviceId: string
  slots: string
  watchedSeconds: number
  downSeconds: number
}
