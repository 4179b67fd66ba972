import type { Device } from './device.ts'
import type { DeviceBrief } from './overview.ts'

/** A device in short; its latency is that of the last look of its fastest probe that measured one. */
export function briefOf(device: Device): DeviceBrief {
  const probes = device.probes.toSorted((one, other) => one.everySeconds - other.everySeconds)
  return {
    id: device.id,
    name: device.name,
    type: device.type,
    place: device.place,
    address: device.address,
    inService: device.inService,
    ...(device.noPlace && { noPlace: device.noPlace }),
    parentId: device.parentId,
    role: device.role,
    state: device.state,
    stateSince: device.stateSince,
    lastSeenAt: device.lastSeenAt,
    observedAt: device.observedAt,
    cause: device.cause,
    pausedUntil: device.pausedUntil,
    everySeconds: probes[0]?.everySeconds ?? null,
    latencyMs: probes.find(({ last }) => last?.latencyMs != null)?.last?.latencyMs ?? null,
  }
}
