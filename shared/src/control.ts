import { z } from 'zod'
import { moment } from './field.ts'

/** The socket in the data folder by which someone at the box itself speaks with the agent. */
export const controlSocket = 'agent.sock'

/** A way back in without mail, for whoever may open the socket: that shows that they are at the box. */
export const localRecoveryInput = z.strictObject({
  login: z.string().trim().min(1).max(254),
  /** Also switches their second step off. */
  secondStepOff: z.boolean().default(false),
})
export const localRecovery = z.strictObject({
  username: z.string(),
  /** Works once, until `expiresAt`. */
  link: z.string(),
  /** To be typed in its place. */
  code: z.string(),
  expiresAt: moment,
  /** Their second step was switched off. */
  secondStepOff: z.boolean(),
})
export type LocalRecovery = z.infer<typeof localRecovery>
