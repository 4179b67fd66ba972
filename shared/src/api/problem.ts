import { z } from 'zod'
import { moment } from '../field.ts'

/** An error for a person and a program: RFC 9457 `application/problem+json`. */
export const problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Stable, snake_case; a program decides by it. */
  code: z.string(),
  /** For a person, in the language of the request. */
  detail: z.string(),
  /** Bad input: where, and what about it. `path` as in `emails[1]`. */
  errors: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
  /** Names this very occurrence of an unexpected error, as the log does. */
  instance: z.string().optional(),
  /** `already_picked`: who was first, and when. */
  by: z.string().optional(),
  at: moment.optional(),
})
export type Problem = z.infer<typeof problem>
