import type { DeviceSetting, OwnRole } from '@sereno/shared/device.ts'

/**
 * The device behind which this one hangs, by id; `null`: none. What a person set comes first. Otherwise the agent's own
 * devices stand for the way out: the gateway before the line, the line before name service and public addresses, and the
 * gateway before private addresses beyond our own subnets. A device out of service explains nothing.
 */
export function parentOf(
  device: DeviceSetting,
  devices: readonly DeviceSetting[],
  inOwnSubnet: (address: string) => boolean,
): string | null {
  // Asked for at each check of each device, so nothing is copied on the way.
  const serves = (one: DeviceSetting) => one.inService && one.id !== device.id
  const { parentId } = device
  if (parentId !== null && devices.some((one) => one.id === parentId && serves(one))) return parentId
  const role = roleBefore(device, inOwnSubnet)
  return role === null ? null : (devices.find((one) => one.role === role && serves(one))?.id ?? null)
}

function roleBefore(device: DeviceSetting, inOwnSubnet: (address: string) => boolean): OwnRole | null {
  if (device.role === 'gateway') return null
  if (device.role === 'line') return 'gateway'
  if (device.role === 'resolver') return 'line'
  // An iPad that only checks in: nobody knows what it hangs on.
  if (device.address === null) return device.type === 'ipad' ? null : 'gateway'
  if (isName(device.address)) return isLocalName(device.address) ? null : 'line'
  if (inOwnSubnet(device.address)) return null
  return isPublic(device.address) ? 'line' : 'gateway'
}

/** Addresses are checked where they come in, so what is left tells a name from them. */
const isName = (address: string): boolean => !address.includes(':') && !/^\d+(\.\d+){3}$/u.test(address)

/** Names that are resolved within the venue's own network (RFC 6762, RFC 8375). */
const isLocalName = (name: string): boolean => /(^|\.)(local|localhost|home\.arpa|lan|internal)\.?$/iu.test(name)

/** Whether an address lies beyond the venue: not private, link-local, loopback or shared (RFC 1918, 6598, 4193, 4291). */
export function isPublic(address: string): boolean {
  if (address.includes(':')) {
    const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1]
    return mapped ? isPublic(mapped) : !/^(::1?$|f[cd]|fe[89ab]|ff)/iu.test(address)
  }
  const [a = 0, b = 0] = address.split('.').map(Number)
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100) return b < 64 || b > 127
  if (a === 169) return b !== 254
  if (a === 172) return b < 16 || b > 31
  return !(a === 192 && b === 168)
}

/**
 * Whether a device of the gateway's own subnet folds into the gateway that is down: it does not need the gateway, so only
 * when no other device there answers. Then it is the switch, or the whole box, that is gone.
 * @param othersAnswer of each other device of the subnet, whether it answered in its last check
 */
export const foldsUnderGateway = (gatewayDown: boolean, othersAnswer: readonly boolean[]): boolean =>
  gatewayDown && !othersAnswer.includes(true)
