import { z } from 'zod'
import { email, id, language, line, moment, phone } from './field.ts'
import { notificationChoices } from './notifications.ts'

export const roles = ['admin', 'advisor', 'technician', 'operator', 'viewer', 'kiosk'] as const
export const role = z.enum(roles)
export type Role = z.infer<typeof role>

/** The documents' own example, and the commonest passwords that would pass the rule. */
const blocked = new Set([
  'm1contr4sen4',
  'password1',
  'password12',
  'password123',
  'passw0rd12',
  'qwerty1234',
  'qwerty12345',
  'abcd123456',
  'welcome123',
  'administrator1',
  'contraseña1',
  'contrasena1',
  'iloveyou12',
  'letmein123',
  'sunshine12',
  'princess12',
  'football12',
  'baseball12',
  'superman12',
  'changeme123',
  'qwertyuiop1',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'aa12345678',
  'asdfghjkl1',
  'p@ssw0rd123',
  'barcelona1',
  'realmadrid1',
])

/** The user's rule: at least 10 characters, a lower-case and an upper-case letter, a digit, not one that everybody tries. */
export const password = z
  .string()
  .max(200)
  .refine((text) => Array.from(text).length >= 10, { error: 'password_short' })
  .refine((text) => /\p{Ll}/u.test(text), { error: 'password_no_lower' })
  .refine((text) => /\p{Lu}/u.test(text), { error: 'password_no_upper' })
  .refine((text) => /\p{Nd}/u.test(text), { error: 'password_no_digit' })
  .refine((text) => !blocked.has(text.toLowerCase()), { error: 'password_common' })

export const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{3,32}$/u, { error: 'not_a_username' })

/** Who is signed in, as `GET /session` tells. */
export const me = z.strictObject({
  user: z.strictObject({
    id,
    username: z.string(),
    fullName: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    role,
    language: language.nullable(),
    /** Of no effect: stands below the name. */
    companyName: z.string(),
    /** They asked to be deleted, and will be then. */
    deletionDueAt: moment.nullable(),
    /** Names their picture, `GET /users/:id/avatar`; `null` where there is none. */
    avatar: z.string().nullable(),
  }),
  account: z.strictObject({ company: z.string(), language, timezone: z.string(), createdAt: moment }),
  /** How they want to be told, in what order they like their lists. */
  choices: notificationChoices,
})
export type Me = z.infer<typeof me>

export const firstUser = z.strictObject({ username, fullName: line(1, 80), email, phone: phone.optional(), password })

/** A browser that someone signed in with. */
export const session = z.strictObject({
  id,
  createdAt: moment,
  lastUsedAt: moment,
  address: z.string(),
  browser: z.string(),
  current: z.boolean(),
})
export type Session = z.infer<typeof session>
