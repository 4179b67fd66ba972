import { z } from 'zod'
import { timeOfDay } from './field.ts'

/**
 * How someone stands who gets mails without having asked. `known`: a user's own address. `untold`: nobody has told them
 * yet. `waiting`: the mail that tells them is on its way. `refused`: it was given up. `stopped`: they want no more mails.
 */
export const standings = ['known', 'untold', 'waiting', 'told', 'refused', 'stopped'] as const
export type Standing = (typeof standings)[number]

export const recipient = z.strictObject({ email: z.string(), standing: z.enum(standings) })
export type Recipient = z.infer<typeof recipient>

/** What the link in a mail tells of the mails it stops, to whoever has it. */
export const optOut = z.strictObject({
  venue: z.string(),
  email: z.string(),
  stopped: z.boolean(),
  /** What comes to this address, or would. */
  followUps: z.array(z.strictObject({ name: z.string(), sendAt: timeOfDay })),
})
export type OptOut = z.infer<typeof optOut>
