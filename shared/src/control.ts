import { z } from 'zod'
import { moment } from './field.ts'
import { person, personInput } from './person.ts'

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

/** A user made at the box: with `welcome` the mail brings them the link, else whoever asks gets it. */
export const localUserInput = personInput.extend({ welcome: z.boolean() })
export const localUser = z.strictObject({
  user: person,
  /** To set the first password; `null` where it goes by mail. */
  way: localRecovery.pick({ link: true, code: true, expiresAt: true }).nullable(),
  /** The welcome waits, for no mail server is set up. */
  mailWaits: z.boolean(),
})
export type LocalUser = z.infer<typeof localUser>

/** All users, as the command lists them. */
export const localUsers = z.strictObject({ items: z.array(person) })
export const localDisableInput = localRecoveryInput.pick({ login: true })
