import type { z } from 'zod'
import type { Scope } from '../token.ts'
import type { Role } from '../user.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Who may call: anyone, or someone whose role is listed and, with a token, whose token has the scope (or `admin`); with `iPads` also one that is paired. */
export type Access = 'public' | { scope: Scope; roles: readonly Role[]; iPads?: true }

/**
 * One route: what goes in, what comes out and who may call. Agent and dashboard compile against it; the OpenAPI
 * document and the matrix of routes, scopes and roles are made from it.
 */
export interface Contract {
  method: Method
  /** Hono's notation: `/api/v1/devices/:id`. */
  path: string
  access: Access
  summary: string
  query?: z.ZodType
  body?: z.ZodType
  /** How much of a body is read at most; 64 KiB where it says nothing. */
  bodyBytes?: number
  /** A body that is a file of one of these types instead, which the handler takes piece by piece and bounds by itself. */
  upload?: string | readonly string[]
  /** Pages of other sites may ask, where a channel lists them; whoever is signed in here counts for nothing then. */
  crossOrigin?: true
  /** As long as a whole database takes: it is not given up after the usual time. */
  takesLong?: true
  /** Status of success. */
  status: 200 | 201 | 202 | 204
  /** `null`: no body. Streams (`text/csv`, `text/event-stream`) say their type in `contentType` and have no schema. */
  response: z.ZodType | null
  contentType?: string
  /**
   * `false`: looks, tries or reports and changes nothing that is kept of ours, or is told in a log of its own: no line of
   * the audit log. `true`: only looks, and is told there all the same.
   */
  audited?: boolean
}

/** Keeps the exact types of a group of contracts while checking their shape. */
export const contracts = <const T extends Record<string, Contract>>(group: T): T => group

export type QueryOf<C extends Contract> = C['query'] extends z.ZodType ? z.output<C['query']> : undefined
export type QueryInput<C extends Contract> = C['query'] extends z.ZodType ? z.input<C['query']> : undefined
export type BodyOf<C extends Contract> = C['body'] extends z.ZodType ? z.output<C['body']> : undefined
export type BodyInput<C extends Contract> = C['body'] extends z.ZodType ? z.input<C['body']> : undefined
export type ResponseOf<C extends Contract> = C['response'] extends z.ZodType ? z.output<C['response']> : undefined

/** Each role also may what the ones before it in this list may; the kiosk stands apart. */
const [kiosk, viewer, operator, technician, advisor, admin] = [
  'kiosk',
  'viewer',
  'operator',
  'technician',
  'advisor',
  'admin',
] as const
export const anyone: readonly Role[] = [kiosk, viewer, operator, technician, advisor, admin]
export const readers: readonly Role[] = [viewer, operator, technician, advisor, admin]
/** Who is somebody: a kiosk is whoever stands before it, and changes nothing of the one who signed it in. */
export const persons: readonly Role[] = [...readers]
export const operators: readonly Role[] = [operator, technician, advisor, admin]
export const technicians: readonly Role[] = [technician, advisor, admin]
/** Who makes users and changes them. */
export const managers: readonly Role[] = [advisor, admin]
/** The plan is theirs alone: what it costs is agreed on with the distributor. */
export const advisors: readonly Role[] = [advisor]
export const admins: readonly Role[] = [admin]
/** Who stands in the venue and mends what is wrong. */
export const hands: readonly Role[] = [kiosk, ...operators]
