import { z } from 'zod'
import { id, moment } from './field.ts'

/** One value that a change touched; secrets are masked, long texts cut. `null`: there was none, or it is not known. */
export const auditChange = z.strictObject({
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type AuditChange = z.infer<typeof auditChange>

/** Who came: a browser's session, a token, a paired iPad, someone not signed in, or whoever is at the box itself. */
export const auditWays = ['session', 'token', 'ipad', 'guest', 'box'] as const

/**
 * How far a change came. `begun` and never ended is settled at the next start: `done` or `failed` where the settings show
 * it, else `unknown`.
 */
export const auditStates = ['begun', 'done', 'failed', 'unknown'] as const

/** What one person changed, and when, and from where. */
export const auditEntry = z.strictObject({
  id,
  at: moment,
  state: z.enum(auditStates),
  /** As they were called then; empty for a guest. */
  who: z.string(),
  username: z.string(),
  way: z.enum(auditWays),
  /** The client's address. */
  address: z.string(),
  /** The route: `PATCH /api/v1/devices/:id`. */
  action: z.string(),
  /** The id of what was changed, where the route names one. */
  target: z.string(),
  /** What it was called then. */
  targetName: z.string(),
  changes: z.array(auditChange),
})
export type AuditEntry = z.infer<typeof auditEntry>
