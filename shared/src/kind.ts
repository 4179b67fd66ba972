import { z } from 'zod'
import { type Kind, kinds } from './kinds.ts'

export { type Kind, kinds } from './kinds.ts'
export const kind = z.enum(kinds)

/** Worst first, where one has to stand for several: a device's state, a card's place on the overview. */
export const severity: readonly Kind[] = ['Offline', 'Fail', 'Error', 'Retry']
