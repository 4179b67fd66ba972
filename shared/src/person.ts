import { z } from 'zod'
import { email, id, language, line, moment, phone } from './field.ts'
import { password, role, username } from './user.ts'

/** A user as those see them who manage users, and as one sees oneself. */
export const person = z.strictObject({
  id,
  username: z.string(),
  fullName: z.string(),
  jobTitle: z.string(),
  companyName: z.string(),
  email: z.string(),
  /** Mail to `email` is known to arrive. */
  emailConfirmed: z.boolean(),
  /** Takes the place of `email` once it is confirmed. */
  newEmail: z.string().nullable(),
  phone: z.string().nullable(),
  role,
  language: language.nullable(),
  /** `invited`: no password was set yet. `disabled`: may not come in. */
  state: z.enum(['invited', 'active', 'disabled']),
  /** They sign in with a code as well. */
  secondStep: z.boolean(),
  createdAt: moment,
  lastSignInAt: moment.nullable(),
  /** They asked to be deleted, and will be then. */
  deletionDueAt: moment.nullable(),
  /** Names their picture, `GET /users/:id/avatar`; another with each new one, `null` where there is none. */
  avatar: z.string().nullable(),
})
export type Person = z.infer<typeof person>

/** An empty text is no phone. */
const phoneOrNone = z.union([z.literal('').transform(() => null), phone, z.null()])

export const personInput = z.strictObject({
  username,
  fullName: line(1, 80),
  email,
  phone: phoneOrNone.default(null),
  role,
  language: language.nullable().default(null),
})

/** What a person may change of themselves. */
export const mePatch = z
  .strictObject({
    fullName: line(1, 80),
    jobTitle: line(0, 80),
    companyName: line(0, 80),
    email,
    phone: phoneOrNone,
    language: language.nullable(),
  })
  .partial()

/** With the password one has where the e-mail changes: whoever reads it can set another. */
export const meChange = mePatch.extend({ password: z.string().min(1).max(200).optional() })

/** What those who manage users may change of one. */
export const personPatch = mePatch.extend({ role: role.optional(), disabled: z.boolean().optional() })

/** A new password and its repeat, which must be the same. */
export const passwordTwice = { password, repeat: z.string().max(200) }
