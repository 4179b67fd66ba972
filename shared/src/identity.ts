import { z } from 'zod'
import { deviceType, lockableFields, mac } from './device.ts'
import { id, line, moment } from './field.ts'

/**
 * By what a device is recognised, the surest first. `checkin`: the token of an iPad; `serial`, `uuid`: what a printer
 * tells over SNMP or IPP; `mac`: not of iPads, whose private addresses change; `mdns`: its name in multicast DNS;
 * `hostname`: its own name otherwise (sysName), which is a hint only.
 */
export const evidenceKinds = ['checkin', 'serial', 'uuid', 'mac', 'mdns', 'hostname'] as const
export const evidenceKind = z.enum(evidenceKinds)
export type EvidenceKind = z.infer<typeof evidenceKind>

/** One proof of who a device is. Untrusted text, cleaned and cut. */
export const evidence = z.strictObject({
  kind: evidenceKind,
  value: z.string().max(200),
  /** What saw it: a probe's type, `sweep` or `mdns`. */
  source: z.string().max(32),
  firstSeenAt: moment,
  lastSeenAt: moment,
})
export type Evidence = z.infer<typeof evidence>
/** Evidence as a look finds it. */
export type SeenEvidence = Pick<Evidence, 'kind' | 'value' | 'source'>

/** `GET /devices/:id/identity`: by what the agent recognises a device. */
export const identityView = z.strictObject({
  evidence: z.array(evidence),
  /** Evidence that a person said is not this device's; never taken up again. */
  barred: z.array(z.strictObject({ kind: evidenceKind, value: z.string().max(200) })),
  /** `sure`: a serial, UUID or check-in token; `likely`: a MAC or mDNS name; `unsure`: only its address. */
  confidence: z.enum(['sure', 'likely', 'unsure']),
  /** What it is by the evidence (`told`), and by a person's word where one holds it against that (`lock`). */
  fields: z.array(
    z.strictObject({
      field: z.enum(lockableFields),
      value: z.string().nullable(),
      told: z.string().nullable(),
      /** `by` and `at` are `null` for a MAC address that was written down in the settings. */
      lock: z.strictObject({ by: z.string().nullable(), at: moment.nullable() }).nullable(),
    }),
  ),
  /** Where this identity was seen last, and when. */
  foundAt: z.string().nullable(),
  foundAtSince: moment.nullable(),
})
export type IdentityView = z.infer<typeof identityView>

/** A value to hold, as a person saw or wrote it. */
export const fieldHold = z.discriminatedUnion('field', [
  z.strictObject({ field: z.enum(['vendor', 'model', 'serial']), value: line(1, 200) }),
  z.strictObject({ field: z.literal('mac'), value: mac }),
])
export type FieldHold = z.infer<typeof fieldHold>

/** Something on the network that nobody has added or ignored yet. */
export const candidate = z.strictObject({
  id,
  address: z.string(),
  mac: z.string().nullable(),
  /** The MAC is one that the device made up (locally administered), as iPads do. */
  privateMac: z.boolean(),
  /** What it probably is. */
  type: deviceType,
  name: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  evidence: z.array(evidence),
  /** TCP ports found open. */
  openPorts: z.array(z.number().int()),
  /** A device that this may be, seen under another private MAC or address: "same iPad?". */
  perhapsDeviceId: z.string().nullable(),
  firstSeenAt: moment,
  lastSeenAt: moment,
  ignored: z.boolean(),
})
export type Candidate = z.infer<typeof candidate>

/** Something on the network that a person does not want to hear of again, as `venue.json` keeps it. */
export const ignoredCandidate = z.strictObject({
  kind: z.enum(['serial', 'uuid', 'mac', 'mdns', 'address']),
  value: line(1, 200),
  name: line(0, 60).default(''),
})
export type IgnoredCandidate = z.infer<typeof ignoredCandidate>

/** How a scan of the local subnets goes; sent over `/events` as `discovery`, and `GET /discovery`. */
export const discovery = z.strictObject({
  state: z.enum(['idle', 'scanning']),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  subnets: z.array(z.string()),
  /** The agent’s own addresses in the venue’s network, each with its subnet in CIDR; none: it is on no network. */
  own: z.array(z.strictObject({ address: z.string(), subnet: z.string() })),
  /** Whether it may look around by itself; else only where someone names a subnet. */
  mayLook: z.boolean(),
  /** Addresses asked so far, of how many; then the found ones are recognised. */
  asked: z.number().int(),
  total: z.number().int(),
  found: z.number().int(),
  recognised: z.number().int(),
  /** Why a subnet was left out or cut, in words; empty where all went well. */
  remarks: z.array(z.string()),
})
export type Discovery = z.infer<typeof discovery>
