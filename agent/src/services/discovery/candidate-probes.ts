import type { DeviceType, ProbeSetting } from '@sereno/shared/device.ts'
import type { FoundDevice } from '../../flow/desks.ts'
import { usualProbes } from '../devices/build-probes.ts'
import type { ProbeCatalogue } from '../house.ts'

/** Makers whose printers take DLE EOT; an office printer would print it. */
const receiptMakers =
  /\b(?:epson|star|bixolon|citizen|posiflex|sewoo|rongta|sunmi|imin|custom|axiohm|snbc|sam4s|partner|firich|bematech|elgin)\b/iu

/**
 * The usual probes of a type, without those whose way did not answer when the device was found; SNMP also where it is not
 * usual but answered. Where nothing answered it was perhaps asleep, and gets the usual ones.
 */
export function candidateProbes(catalogue: ProbeCatalogue, type: DeviceType, found: FoundDevice): ProbeSetting[] {
  const { openPorts, vendor, model } = found.candidate
  const [hasSnmp, hasIpp] = [found.ways.includes('snmp'), found.ways.includes('ipp')]
  const isMute = openPorts.length === 0 && found.ways.length === 0
  const usual = usualProbes(catalogue, type)
  if (isMute) return usual
  const speaks: Record<string, boolean> = {
    snmp: hasSnmp,
    ipp: hasIpp,
    star: openPorts.includes(9101),
    // What speaks IPP, or only SNMP, is more likely an office printer.
    escpos: openPorts.includes(9100) && !hasIpp && (!hasSnmp || receiptMakers.test(`${vendor} ${model}`)),
  }
  const fitting = usual.filter((probe) => speaks[probe.type] ?? true)
  const snmp = hasSnmp && type !== 'ipad' && !fitting.some((probe) => probe.type === 'snmp')
  return snmp ? [...fitting, ...usualProbes(catalogue, 'ups').filter((probe) => probe.type === 'snmp')] : fitting
}
