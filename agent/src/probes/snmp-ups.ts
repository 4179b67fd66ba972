import type { UpsFact } from '@sereno/shared/reading.ts'
import type { SnmpAgent } from '../net/snmp.ts'
import { scalars, walk } from '../net/snmp-walk.ts'
import { textOf } from './snmp-printer.ts'

/** UPS-MIB (RFC 1628). */
const mib = '1.3.6.1.2.1.33.1'
const manufacturer = `${mib}.1.1.0`
const modelName = `${mib}.1.2.0`
/** upsOutputSource: 3 normal, 5 battery. */
const outputSource = `${mib}.4.1.0`
/** upsAlarmDescr; its values name well-known alarms. */
const alarms = `${mib}.6.2.1.2`
const alarmBatteryBad = `${mib}.6.3.1`
const alarmOnBattery = `${mib}.6.3.2`
/** APC's PowerNet-MIB: upsBasicOutputStatus 3 is on battery, upsAdvBatteryReplaceIndicator 2 is replace. */
const apcOutputStatus = '1.3.6.1.4.1.318.1.1.1.4.1.1.0'
const apcReplace = '1.3.6.1.4.1.318.1.1.1.2.2.4.0'

export interface UpsSeen {
  /** `null`: not a UPS. */
  fact: UpsFact | null
  vendor: string | null
  model: string | null
  isWhole: boolean
}

/** Reads what a UPS says of its power and its battery. */
export async function askUps(agent: SnmpAgent): Promise<UpsSeen> {
  const found = await scalars(agent, [manufacturer, modelName, outputSource, apcOutputStatus, apcReplace])
  const value = (oid: string) => found.values.get(oid) ?? null
  const source = value(outputSource)
  const apcSource = value(apcOutputStatus)
  const replace = value(apcReplace)
  if (source === null && apcSource === null && replace === null) {
    return { fact: null, vendor: null, model: null, isWhole: found.isWhole }
  }
  const raised = source === null ? null : await walk(agent, [alarms], 16)
  const names = raised === null ? [] : [...raised.rows.values()].map(([name]) => name)
  return {
    fact: {
      fact: 'ups',
      onBattery: source === 5 || apcSource === 3 || names.includes(alarmOnBattery),
      replaceBattery: raised === null && replace === null ? null : replace === 2 || names.includes(alarmBatteryBad),
    },
    vendor: textOf(value(manufacturer)),
    model: textOf(value(modelName)),
    isWhole: found.isWhole && (raised?.isWhole ?? true),
  }
}
