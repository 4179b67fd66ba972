import type { DeviceType } from '@sereno/shared/device.ts'
import { dns } from './dns.ts'
import { escpos } from './escpos.ts'
import { gateway } from './gateway.ts'
import { http } from './http.ts'
import { icmp } from './icmp.ts'
import { internet } from './internet.ts'
import { ios } from './ios.ts'
import { ipp } from './ipp.ts'
import type { Probe } from './probe.ts'
import { snmp } from './snmp.ts'
import { star } from './star.ts'
import { tcp } from './tcp.ts'

/** Every way of looking that this agent knows. A new one is a file beside this, and one line here. */
export const probes: readonly Probe[] = [icmp, tcp, escpos, star, snmp, ipp, ios, http, dns, gateway, internet]

export const findProbe = (type: string): Probe | undefined => probes.find((probe) => probe.type === type)

/** What a device of this type gets unless a person chose; their options are complete without being asked for. */
export const usualProbes = (type: DeviceType): readonly Probe[] =>
  probes.filter((probe) => probe.usualFor.includes(type))
