import type { DeviceInput } from '@sereno/shared/device.ts'
import type { Client } from './client.ts'
import { community, hosts, webAddress } from './plan.ts'
import { webText } from './servers.ts'

/** As often as the rules allow, so that a case takes seconds. */
const everySeconds = 5
const icmp = { type: 'icmp', everySeconds }
const escpos = { type: 'escpos', everySeconds }

/** What a person would have entered for this venue; the agent adds its gateway, resolver and line by itself. */
const wanted = {
  barPrinter: { name: 'Bar printer', type: 'printer', address: hosts.printer1.address, probes: [icmp, escpos] },
  officePrinter: {
    name: 'Office printer',
    type: 'printer',
    address: hosts.printer2.address,
    probes: [icmp, { type: 'snmp', everySeconds, options: { community } }],
  },
  kitchenSwitch: { name: 'Kitchen switch', type: 'switch', address: hosts.switch2.address, probes: [icmp] },
  kitchenPrinter: { name: 'Kitchen printer', type: 'printer', address: hosts.printer3.address, probes: [icmp, escpos] },
  barPad: {
    name: 'Bar iPad',
    type: 'ipad',
    address: hosts.ipad1.address,
    probes: [{ type: 'ios', everySeconds, attempts: 1 }],
  },
  kitchenPad: {
    name: 'Kitchen iPad',
    type: 'ipad',
    address: hosts.ipad2.address,
    probes: [{ type: 'ios', everySeconds, attempts: 1 }],
  },
  office: { name: 'Office computer', type: 'other', address: hosts.office.address, probes: [icmp] },
  posCloud: {
    name: 'POS cloud',
    type: 'other',
    address: webAddress,
    probes: [{ type: 'http', everySeconds, options: { url: `http://${webAddress}/`, expectText: webText } }],
  },
} as const satisfies Record<string, DeviceInput>

const behindTheSwitch = ['kitchenPrinter', 'kitchenPad']

/** Ids by the name used in the tests. */
export type DeviceIds = Record<keyof typeof wanted | 'gateway' | 'resolver' | 'line', string>

/** Adds the venue's devices, and has the agent's own looked at as often. */
export async function addDevices(client: Client): Promise<DeviceIds> {
  const ids: Record<string, string> = {}
  for (const [key, device] of Object.entries(wanted)) {
    const parent = behindTheSwitch.includes(key) ? { parentId: ids.kitchenSwitch ?? null } : {}
    const body: DeviceInput = { ...structuredClone(device as DeviceInput), ...parent }
    ids[key] = (await client.call('devices.add', { body })).id
  }
  for (const device of (await client.call('devices.list')).items) {
    if (device.role === null) continue
    ids[device.role] = device.id
    const probes = device.probes.map(({ id, type, timeoutMs, attempts, options }) => ({
      id,
      type,
      timeoutMs,
      attempts,
      options,
      everySeconds,
    }))
    await client.call('devices.change', { at: { id: device.id }, body: { probes } })
  }
  return ids as DeviceIds
}
