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

/** Where a token may come from: one address, or a subnet in CIDR. */
const range = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'not_a_range' })

export const tokenInput = z.strictObject({
  name: line(1, 60),
  scopes: z.array(scope).min(1).max(scopes.length),
  expiresAt: momentIn.nullable().optional(),
  /** Empty: from everywhere. From elsewhere it is as unknown as any other. */
  addresses: z.array(range).max(10).default([]),
})

export const token = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(scope),
  addresses: z.array(z.string()),
  /** The full name of the person as whom it acts. */
  owner: z.string(),
  createdAt: moment,
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  /** Where it was last used from. */
  lastAddress: z.string().nullable(),
  /** Since when another stands in its place; it works until `expiresAt` all the same. */
  replacedAt: moment.nullable(),
})
export type Token = z.infer<typeof token>

/** A token as its maker sees it once: with its secret. */
export const newToken = token.extend({ token: z.string() })
export type NewToken = z.infer<typeof newToken>
