import type { DeviceSetting } from '@sereno/shared/device.ts'

/**
 * The device that a sender means: by id, else by address, else by name; one in service first. A name that nobody here has
 * is kept as it came: an entry is worth more than the order in our list.
 */
export function namedDevice(
  named: string | undefined,
  devices: readonly DeviceSetting[],
): { deviceId: string | null; deviceName: string | null } {
  if (named === undefined) return { deviceId: null, deviceName: null }
  const sought = named.toLowerCase()
  const ways: ((device: DeviceSetting) => boolean)[] = [
    (device) => device.id === named,
    (device) => device.address?.toLowerCase() === sought,
    (device) => device.name.toLowerCase() === sought,
  ]
  for (const isMeant of ways) {
    const meant = devices.filter(isMeant)
    const found = meant.find((device) => device.inService) ?? meant[0]
    if (found !== undefined) return { deviceId: found.id, deviceName: found.name }
  }
  return { deviceId: null, deviceName: named }
}
