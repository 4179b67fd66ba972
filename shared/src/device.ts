import { z } from 'zod'
import { checkinView } from './checkin.ts'
import { id, line, moment, paragraph, timeOfDay } from './field.ts'

export const deviceTypes = ['printer', 'ipad', 'router', 'switch', 'access-point', 'ups', 'internet', 'other'] as const
export const deviceType = z.enum(deviceTypes)
export type DeviceType = z.infer<typeof deviceType>

/**
 * `down`: an open Offline or Fail. `degraded`: it works, but slowly, with losses or with a warning. `unknown`: no fresh
 * reading, or a parent is down. `paused`: out of service.
 */
export const deviceStates = ['up', 'degraded', 'asleep', 'down', 'unknown', 'paused'] as const
export const deviceState = z.enum(deviceStates)
export type DeviceState = z.infer<typeof deviceState>

/** Unspecified, multicast and broadcast: no single device has such an address, and a probe would reach many or ourselves. */
const isOfOneDevice = (text: string) =>
  !/^(?:0|22[4-9]|2[345]\d)\.\d+\.\d+\.\d+$|^(?:0*:)+:?0*$|^ff[0-9a-f]{2}:/iu.test(text)

/** A name never ends in a number: `192.168.1.500` and `127.1` are mistyped addresses, which a resolver would guess at. */
const isName = (text: string) => !/(?:^|\.)(?:\d+|0x[0-9a-f]*)\.?$/iu.test(text)

const hostName = z.hostname().max(253).refine(isName)

/** An IPv4 or IPv6 address of one device, or a host name; nothing else may ever reach a probe. */
export const address = z
  .union([z.ipv4(), z.ipv6(), hostName], { error: 'not_an_address' })
  .refine(isOfOneDevice, { error: 'not_of_one_device' })

/** The address of one card: groups have the lowest bit of the first byte set (IEEE 802), and all zeros is none. */
export const mac = z
  .string()
  .regex(/^(?!00([:-]00){5}$)[0-9a-fA-F][02468aceACE]([:-][0-9a-fA-F]{2}){5}$/u, { error: 'not_a_mac' })
  .transform((text) => text.toLowerCase().replaceAll('-', ':'))

/** One way of looking at a device, as a person set it. Its options are the probe's own (`GET /api/v1/probes` describes them). */
export const probeSetting = z.strictObject({
  id,
  type: z.string().min(1).max(32),
  everySeconds: z.number().int().min(5).max(3600),
  timeoutMs: z.number().int().min(100).max(10_000),
  /** All tries of one check, the first included. */
  attempts: z.number().int().min(1).max(5),
  options: z.record(z.string(), z.unknown()),
})
export type ProbeSetting = z.infer<typeof probeSetting>

/** A probe as a client sends it: what is left out gets the probe's own rate. An `id` keeps the probe and its secrets. */
export const probeInput = z.strictObject({
  id: id.optional(),
  type: probeSetting.shape.type,
  everySeconds: probeSetting.shape.everySeconds.optional(),
  timeoutMs: probeSetting.shape.timeoutMs.optional(),
  attempts: probeSetting.shape.attempts.optional(),
  options: probeSetting.shape.options.optional(),
})
export type ProbeInput = z.infer<typeof probeInput>

/** The devices that the agent has by itself: its gateway, its resolver and its line. */
export const ownRoles = ['gateway', 'resolver', 'line'] as const
export type OwnRole = (typeof ownRoles)[number]

/** Hours of each day, in the venue's time zone, in which nobody is told of a device's failures. `to` before `from` means the next day. */
export const quietHours = z
  .array(
    z
      .strictObject({ from: timeOfDay, to: timeOfDay })
      .refine(({ from, to }) => from !== to, { error: 'ends_where_it_begins', path: ['to'] }),
  )
  .max(4)
export type QuietHours = z.infer<typeof quietHours>

/** What the evidence tells of a device, and a person may keep from changing. A name, type and place are a person's anyway. */
export const lockableFields = ['vendor', 'model', 'serial', 'mac'] as const
export type LockableField = (typeof lockableFields)[number]

/** A value that stays whatever later evidence says: who said so, and when. */
const fieldLock = z.strictObject({ value: line(1, 200), by: line(0, 80), at: moment })

/** A device as it is kept in `venue.json`. */
export const deviceSetting = z.strictObject({
  id,
  name: line(1, 60),
  type: deviceType,
  place: line(0, 60).default(''),
  /** Where the POS looks for it; `null` only for the internet line. */
  address: address.nullable(),
  mac: mac.nullable().default(null),
  inService: z.boolean().default(true),
  /** Out of service because the plan has no place for it, not because a person wants it so. */
  noPlace: z.literal(true).optional(),
  parentId: id.nullable().default(null),
  probes: z.array(probeSetting).max(12),
  /** What people want to remember about it. */
  notes: paragraph(2000).optional(),
  quietHours: quietHours.optional(),
  /** A locked MAC address is also `mac`, and holds as long as it is. */
  locks: z
    .strictObject({
      vendor: fieldLock.optional(),
      model: fieldLock.optional(),
      serial: fieldLock.optional(),
      mac: fieldLock.optional(),
    })
    .optional(),
  /** Set on the devices that the agent made for itself. */
  role: z.enum(ownRoles).nullable().default(null),
})
export type DeviceSetting = z.infer<typeof deviceSetting>

export const deviceInput = z.strictObject({
  name: line(1, 60),
  type: deviceType,
  place: line(0, 60).optional(),
  address,
  mac: mac.nullable().optional(),
  inService: z.boolean().optional(),
  parentId: id.nullable().optional(),
  notes: paragraph(2000).optional(),
  quietHours: quietHours.optional(),
  probes: z.array(probeInput).max(12).optional(),
})
export type DeviceInput = z.infer<typeof deviceInput>
/** With a `version`, the change is refused where somebody else changed the device since it was read. */
export const devicePatch = deviceInput.partial().extend({ version: z.string().max(64).optional() })
export type DevicePatch = z.infer<typeof devicePatch>

/** Nobody wants to hear of a device for so many minutes; `null` ends that at once. */
export const devicePause = z.strictObject({ untilMinutes: z.number().int().min(1).max(10_080).nullable() })
export type DevicePause = z.infer<typeof devicePause>

/** What changes alike for all devices named, in one write; `untilMinutes` pauses them. */
export const devicesChange = z.strictObject({
  ids: z.array(id).min(1).max(500),
  change: z
    .strictObject({
      place: deviceInput.shape.place,
      inService: deviceInput.shape.inService,
      untilMinutes: devicePause.shape.untilMinutes.optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), { error: 'required' }),
})
export type DevicesChange = z.infer<typeof devicesChange>
/** What became of each: `reason` says why it stayed as it was. */
export const devicesChanged = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      changed: z.boolean(),
      reason: z.strictObject({ code: z.string(), text: z.string() }).nullable(),
    }),
  ),
})
export type DevicesChanged = z.infer<typeof devicesChanged>

/** The last look of a probe, as the API shows it. */
export const lastLook = z.strictObject({
  at: moment,
  ok: z.boolean(),
  latencyMs: z.number().nullable(),
  detail: z.record(z.string(), z.unknown()),
})

/** A device as the API gives it: what was set, and how it is. */
export const device = z.strictObject({
  id,
  name: z.string(),
  type: deviceType,
  place: z.string(),
  address: z.string().nullable(),
  mac: z.string().nullable(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  osVersion: z.string().nullable(),
  appVersion: z.string().nullable(),
  foundAt: z.string().nullable(),
  supplies: z.array(z.strictObject({ description: z.string(), percent: z.number().int().min(0).max(100).nullable() })),
  inService: z.boolean(),
  /** There where it is out of service because the plan has no place for it. */
  noPlace: z.literal(true).optional(),
  parentId: z.string().nullable(),
  role: z.enum(ownRoles).nullable(),
  notes: z.string(),
  quietHours,
  /** It is in its quiet hours now. */
  quiet: z.boolean(),
  /** Changes with every change of what was set. */
  version: z.string(),
  state: deviceState,
  stateSince: moment.nullable(),
  /** When it last answered in any way. */
  lastSeenAt: moment.nullable(),
  /** When it was last looked at; with `everySeconds` of its fastest probe this tells whether the state is fresh. */
  observedAt: moment.nullable(),
  cause: z.strictObject({ code: z.string(), text: z.string() }).nullable(),
  /** Until when a maintenance window keeps it from being watched; `null` outside of one. */
  pausedUntil: moment.nullable(),
  /** How the iPad was by its own words; `null` where it never checked in. */
  checkin: checkinView.nullable(),
  probes: z.array(probeSetting.extend({ last: lastLook.nullable() })),
})
export type Device = z.infer<typeof device>

/** One bucket of a device's history; latency in ms, loss 0 to 1, `state` the worst in it. */
export const seriesPoint = z.strictObject({
  at: moment,
  /** The quickest tenth; `null` also for what was measured before Sereno kept it. */
  latencyP10Ms: z.number().nullable(),
  latencyP50Ms: z.number().nullable(),
  latencyP95Ms: z.number().nullable(),
  latencyMaxMs: z.number().nullable(),
  loss: z.number().min(0).max(1).nullable(),
  state: deviceState,
})
export type SeriesPoint = z.infer<typeof seriesPoint>

/** A way of looking that this agent knows; `options` is the JSON Schema of its option fields, for forms. */
export const probeKind = z.strictObject({
  type: z.string(),
  everySeconds: z.number(),
  timeoutMs: z.number(),
  attempts: z.number(),
  usualFor: z.array(deviceType),
  options: z.record(z.string(), z.unknown()),
})
export type ProbeKind = z.infer<typeof probeKind>
