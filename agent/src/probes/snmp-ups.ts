import type { UpsFact } from '@sereno/shared/reading.ts'
import type { SnmpAgent } from '../net/snmp.ts'
import { scalars, walk } from '../net/snmp-walk.ts'
import { textOf } from './snmp-text.ts'

/** Objects of a MIB that say the same, each with the value that means yes. */
interface UpsMib {
  vendor: string | null
  model: string
  source: { oid: string; battery: number }
  replace: { oid: string; needed: number } | null
}

/** upsAlarmDescr of UPS-MIB; its values name well-known alarms. */
const alarms = '1.3.6.1.2.1.33.1.6.2.1.2'
const batteryBad = '1.3.6.1.2.1.33.1.6.3.1'
const onBattery = '1.3.6.1.2.1.33.1.6.3.2'

/** UPS-MIB (RFC 1628): upsOutputSource; its alarms tell of the battery. */
const standard: UpsMib = {
  vendor: '1.3.6.1.2.1.33.1.1.1.0',
  model: '1.3.6.1.2.1.33.1.1.2.0',
  source: { oid: '1.3.6.1.2.1.33.1.4.1.0', battery: 5 },
  replace: null,
}

/** APC's PowerNet-MIB: upsBasicOutputStatus, upsAdvBatteryReplaceIndicator. CyberPower's CPS-MIB follows it. */
const apc: UpsMib = {
  vendor: null,
  model: '1.3.6.1.4.1.318.1.1.1.1.1.1.0',
  source: { oid: '1.3.6.1.4.1.318.1.1.1.4.1.1.0', battery: 3 },
  replace: { oid: '1.3.6.1.4.1.318.1.1.1.2.2.4.0', needed: 2 },
}
const cyberPower: UpsMib = {
  vendor: null,
  model: '1.3.6.1.4.1.3808.1.1.1.1.1.1.0',
  source: { oid: '1.3.6.1.4.1.3808.1.1.1.4.1.1.0', battery: 3 },
  replace: { oid: '1.3.6.1.4.1.3808.1.1.1.2.2.5.0', needed: 2 },
}
/** Eaton's XUPS-MIB (xupsOutputSource), and MG-SNMP-UPS-MIB of MGE, which it bought (upsmgOutputOnBattery). */
const eaton: UpsMib = {
  vendor: null,
  model: '1.3.6.1.4.1.534.1.1.2.0',
  source: { oid: '1.3.6.1.4.1.534.1.4.5.0', battery: 5 },
  replace: null,
}
const mge: UpsMib = {
  vendor: null,
  model: '1.3.6.1.4.1.705.1.1.1.0',
  source: { oid: '1.3.6.1.4.1.705.1.7.3.0', battery: 1 },
  replace: { oid: '1.3.6.1.4.1.705.1.5.11.0', needed: 1 },
}
const mibs = [standard, apc, cyberPower, eaton, mge]

export interface UpsSeen {
  /** `null`: not a UPS. */
  fact: UpsFact | null
  vendor: string | null
  model: string | null
  isWhole: boolean
}

/** Reads what a UPS says of its power and its battery. */
export async function askUps(agent: SnmpAgent): Promise<UpsSeen> {
  const oids = mibs.flatMap((mib) => [mib.vendor, mib.model, mib.source.oid, mib.replace?.oid ?? null])
  const { values, isWhole } = await scalars(
    agent,
    oids.filter((oid) => oid !== null),
  )
  const value = (oid: string | null) => (oid === null ? null : (values.get(oid) ?? null))

  const sources = mibs.filter((mib) => value(mib.source.oid) !== null)
  const replaces = mibs.flatMap(({ replace }) => (replace && value(replace.oid) !== null ? [replace] : []))
  if (sources.length === 0 && replaces.length === 0) return { fact: null, vendor: null, model: null, isWhole }

  const raised = sources.includes(standard) ? await walk(agent, [alarms], 16) : null
  const names = raised === null ? [] : [...raised.rows.values()].map(([name]) => name)
  const isOnBattery = sources.some(({ source }) => value(source.oid) === source.battery) || names.includes(onBattery)
  const needsBattery = replaces.some(({ oid, needed }) => value(oid) === needed) || names.includes(batteryBad)
  const first = (told: (string | null)[]) => told.find((text) => text !== null) ?? null
  return {
    fact: {
      fact: 'ups',
      onBattery: sources.length === 0 ? null : isOnBattery,
      replaceBattery: raised === null && replaces.length === 0 ? null : needsBattery,
    },
    vendor: first(mibs.map((mib) => textOf(value(mib.vendor)))),
    model: first(mibs.map((mib) => textOf(value(mib.model)))),
    isWhole: isWhole && (raised?.isWhole ?? true),
  }
}
