import { z } from 'zod'
import { id, line, moment, momentIn } from './field.ts'

/** Something that happened on the iPad since its last check-in, as it words it. */
export const checkinEvent = z.strictObject({
  at: momentIn.optional(),
  text: line(1, 500),
})

/** How an iPad is, by its own words; all of it optional, for a browser cannot know most of it. */
export const checkin = z.strictObject({
  /** Only with a person's token of the scope `checkin`: a paired iPad's own token says who it is. */
  deviceId: id.optional(),
  /** Apple's identifier, such as `iPad13,4`, or a name. */
  model: line(1, 60).nullable().optional(),
  osVersion: line(1, 40).nullable().optional(),
  appVersion: line(1, 40).nullable().optional(),
  /** 0 to 1. */
  battery: z.number().min(0).max(1).nullable().optional(),
  charging: z.boolean().nullable().optional(),
  /** Whether iOS says that it has internet. */
  online: z.boolean().nullable().optional(),
  /** Round trip to the agent as the iPad measured it, ms. */
  rttMs: z.number().min(0).max(600_000).nullable().optional(),
  /** The POS's last printing error, as it worded it; `null`: the last print worked. */
  lastPrintError: line(1, 500).nullable().optional(),
  events: z.array(checkinEvent).max(50).optional(),
})
export type Checkin = z.infer<typeof checkin>

export const pairing = z.strictObject({
  appPassword: z.string().min(1).max(200),
  name: line(1, 60),
  place: line(0, 60).optional(),
})
export type Pairing = z.infer<typeof pairing>

/** The last check-in of a device, as `GET /devices/:id` shows it. */
export const checkinView = z.strictObject({
  at: moment,
  address: z.string(),
  battery: z.number().nullable(),
  charging: z.boolean().nullable(),
  online: z.boolean().nullable(),
  rttMs: z.number().nullable(),
  /** An empty text: the last print worked; `null`: not told. */
  lastPrintError: z.string().nullable(),
})
export type CheckinView = z.infer<typeof checkinView>
