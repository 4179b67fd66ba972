import { z } from 'zod'

/**
 * The four kinds of failure of the original Error Follow Up. Error: a failed action of a system. Fail: a print or other
 * venue action that did not happen though the way worked. Offline: no communication. Retry: tried again.
 */
export const kinds = ['Error', 'Fail', 'Offline', 'Retry'] as const
export const kind = z.enum(kinds)
export type Kind = z.infer<typeof kind>

/** Worst first, where one has to stand for several: a device's state, a card's place on the overview. */
export const severity: readonly Kind[] = ['Offline', 'Fail', 'Error', 'Retry']
