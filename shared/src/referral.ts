import { z } from 'zod'
import { line, moment, paragraph } from './field.ts'

/** Someone who came by a referral link and wants to be called. */
export const lead = z.strictObject({
  id: z.string(),
  at: moment,
  name: z.string(),
  venue: z.string(),
  /** The ticket that it made. */
  ticket: z.number().int().nullable(),
})
export type Lead = z.infer<typeof lead>

/** A person's way to bring others. */
export const referral = z.strictObject({
  /** What stands in the link after `?ref=`. */
  token: z.string(),
  link: z.string(),
  /** Newest first; at most 100. */
  leads: z.array(lead),
})
export type Referral = z.infer<typeof referral>

export const signupInput = z.strictObject({
  ref: z.string().trim().max(100).optional(),
  name: line(1, 80),
  venue: line(1, 80),
  /** An e-mail or a phone, as they write it. */
  contact: line(3, 254),
  message: paragraph(1000).optional(),
})
export type SignupInput = z.output<typeof signupInput>
