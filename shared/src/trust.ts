import { z } from 'zod'
import { moment } from './field.ts'

/**
 * How encryption on the local network stands. `off`: by a setting · `waiting_clock`: the clock cannot be trusted yet, and
 * a certificate has dates · `waiting_disk`: nothing can be kept · `port_taken`: another program has the port ·
 * `uncovered`: the box has other names and addresses than its authority may vouch for · `failed`: told in the log
 */
export const trustStates = [
  'off',
  'waiting_clock',
  'waiting_disk',
  'port_taken',
  'uncovered',
  'failed',
  'ready',
] as const
export type TrustState = (typeof trustStates)[number]

export const trust = z.strictObject({
  state: z.enum(trustStates),
  /** The page that makes a device trust the box, over plain HTTP. */
  page: z.string(),
  /** Where HTTPS answers; `null`: nowhere now. */
  port: z.number().int().nullable(),
  /** What devices are asked to trust. */
  authority: z
    .strictObject({
      /** As a device lists it. */
      name: z.string(),
      /** SHA-256, in pairs of capitals with colons. */
      fingerprint: z.string(),
      madeAt: moment,
      until: moment,
      /** All that it may vouch for: these names and what is below them, addresses in these subnets. */
      hosts: z.array(z.string()),
      subnets: z.array(z.string()),
    })
    .nullable(),
  /** The box's own certificate, which it renews by itself. */
  certificate: z.strictObject({ names: z.array(z.string()), until: moment }).nullable(),
  /** Names and addresses that the box has and its authority may not vouch for; a new authority could. */
  uncovered: z.array(z.string()),
})
export type Trust = z.infer<typeof trust>
