/** A device and, in ms since 1970, since when it is in trouble. */
export interface TroubledSpan {
  deviceId: string
  since: number
}

export interface FailReports {
  /** Those at the device itself; devices without any are left out. */
  counts: { deviceId: string; count: number }[]
  /** Those of others, or at no device; the newest 500. */
  texts: { deviceId: string | null; at: string; text: string }[]
}
