import { z } from 'zod'
import { line, localDate } from './field.ts'

/** Of what a plan may have only so many; `devices` counts printers and iPads, too. */
export const placeKinds = ['devices', 'printers', 'ipads'] as const
export type PlaceKind = (typeof placeKinds)[number]

/** `null`: as many as one likes. */
const limit = z.number().int().min(0).max(1000).nullable()

/** What the venue's distributor agreed on with it. A box that nobody sold has the plan Community, without limits. */
export const subscription = z.strictObject({
  plan: line(1, 60).default('Community'),
  extras: z
    .array(z.strictObject({ name: line(1, 60), quantity: z.number().int().min(1).max(999) }))
    .max(20)
    .default([]),
  limits: z
    .strictObject({ devices: limit.default(null), printers: limit.default(null), ipads: limit.default(null) })
    .prefault({}),
  renewsAt: localDate.nullable().default(null),
  /** A registered partner of the distributor. */
  partner: z.boolean().default(false),
})
export type Subscription = z.infer<typeof subscription>

/** What changes together; what is left out stays. */
export const subscriptionPatch = z
  .strictObject({
    plan: line(1, 60),
    extras: z.array(z.strictObject({ name: line(1, 60), quantity: z.number().int().min(1).max(999) })).max(20),
    limits: z.strictObject({ devices: limit, printers: limit, ipads: limit }).partial(),
    renewsAt: localDate.nullable(),
    partner: z.boolean(),
  })
  .partial()

/** How many of each are in service, and how many have no place. */
export const usage = z.strictObject({
  devices: z.number().int(),
  printers: z.number().int(),
  ipads: z.number().int(),
  withoutPlace: z.number().int(),
})
export type Usage = z.infer<typeof usage>
