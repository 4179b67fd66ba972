import type {
  Device,
  DeviceInput,
  DevicePatch,
  DeviceType,
  ProbeInput,
  ProbeKind,
  QuietHours,
} from '@sereno/shared/device.ts'
import { fieldsOf, type OptionTexts, optionsOf, textsOf } from './schema-fields.ts'

/** A probe as the form holds it. */
export interface ProbeDraft {
  /** Of this draft alone; a probe that the agent knows also has its own id. */
  key: string
  id: string | null
  type: string
  everySeconds: number | null
  timeoutMs: number | null
  attempts: number | null
  options: OptionTexts
}

/** A device as the form holds it. `ownProbes` off: the agent gives it the usual ones of its type. */
export interface DeviceDraft {
  name: string
  type: DeviceType
  place: string
  address: string
  mac: string
  parentId: string
  inService: boolean
  quietHours: QuietHours
  ownProbes: boolean
  probes: ProbeDraft[]
}

let made = 0
const nextKey = () => {
  made += 1
  return `probe-${made}`
}

export const newProbe = (kind: ProbeKind): ProbeDraft => ({
  key: nextKey(),
  id: null,
  type: kind.type,
  everySeconds: kind.everySeconds,
  timeoutMs: kind.timeoutMs,
  attempts: kind.attempts,
  options: textsOf(
    fieldsOf(kind.options),
    Object.fromEntries(fieldsOf(kind.options).map(({ name, usual }) => [name, usual])),
  ),
})

export const usualProbes = (type: DeviceType, kinds: readonly ProbeKind[]): ProbeKind[] =>
  kinds.filter((kind) => kind.usualFor.includes(type))

export const emptyDraft = (): DeviceDraft => ({
  name: '',
  type: 'printer',
  place: '',
  address: '',
  mac: '',
  parentId: '',
  inService: true,
  quietHours: [],
  ownProbes: false,
  probes: [],
})

export const draftOf = (device: Device, kinds: readonly ProbeKind[]): DeviceDraft => ({
  name: device.name,
  type: device.type,
  place: device.place,
  address: device.address ?? '',
  mac: device.mac ?? '',
  parentId: device.parentId ?? '',
  inService: device.inService,
  quietHours: device.quietHours.map((span) => ({ ...span })),
  ownProbes: true,
  probes: device.probes.map((probe) => ({
    key: nextKey(),
    id: probe.id,
    type: probe.type,
    everySeconds: probe.everySeconds,
    timeoutMs: probe.timeoutMs,
    attempts: probe.attempts,
    options: textsOf(fieldsOf(kinds.find(({ type }) => type === probe.type)?.options ?? {}), probe.options),
  })),
})

function probeOf(draft: ProbeDraft, kinds: readonly ProbeKind[]): ProbeInput {
  const fields = fieldsOf(kinds.find(({ type }) => type === draft.type)?.options ?? {})
  return {
    ...(draft.id === null ? {} : { id: draft.id }),
    type: draft.type,
    ...(draft.everySeconds === null ? {} : { everySeconds: draft.everySeconds }),
    ...(draft.timeoutMs === null ? {} : { timeoutMs: draft.timeoutMs }),
    ...(draft.attempts === null ? {} : { attempts: draft.attempts }),
    options: optionsOf(fields, draft.options),
  }
}

/** What is sent when a device is added. */
export const inputOf = (draft: DeviceDraft, kinds: readonly ProbeKind[]): DeviceInput => ({
  name: draft.name,
  type: draft.type,
  place: draft.place,
  address: draft.address.trim(),
  inService: draft.inService,
  quietHours: draft.quietHours,
  parentId: draft.parentId === '' ? null : draft.parentId,
  ...(draft.mac.trim() === '' ? {} : { mac: draft.mac.trim() }),
  ...(draft.ownProbes ? { probes: draft.probes.map((probe) => probeOf(probe, kinds)) } : {}),
})

/** What is sent when a device changes: only what differs, so that two people at once do not undo each other. */
export function patchOf(draft: DeviceDraft, before: DeviceDraft, kinds: readonly ProbeKind[]): DevicePatch {
  const [now, then] = [inputOf(draft, kinds), inputOf(before, kinds)]
  const patch = Object.entries(now).filter(([name, value]) => {
    const old: unknown = Object.entries(then).find(([other]) => other === name)?.[1]
    return JSON.stringify(value) !== JSON.stringify(old)
  })
  const withoutMac = before.mac !== '' && draft.mac.trim() === '' ? { mac: null } : {}
  return { ...Object.fromEntries(patch), ...withoutMac }
}
