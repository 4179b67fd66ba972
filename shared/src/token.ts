import { z } from 'zod'
import { id, line, moment, momentIn } from './field.ts'

export const scopes = [
  'status:read',
  'activity:read',
  'activity:write',
  'devices:write',
  'checkin',
  'integrations:write',
  'chat',
  'admin',
] as const
export const scope = z.enum(scopes)
export type Scope = z.infer<typeof scope>

export const tokenInput = z.strictObject({
  name: line(1, 60),
  scopes: z.array(scope).min(1).max(scopes.length),
  expiresAt: momentIn.nullable().optional(),
})

export const token = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(scope),
  createdAt: moment,
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
})
export type Token = z.infer<typeof token>
