import type { Managed } from './snmp-agent.ts'

/** ASN.1 numbers of the values that are numbers: INTEGER, Counter32, Gauge32, TimeTicks, Counter64. */
const numeric = ['2', '65', '66', '67', '70']

/**
 * Reads a recording of snmpsim, `OID|TAG|VALUE` a line (a tag with `x`: the value in hex), as objects of the fake agent.
 * What has another type is left out.
 */
export function readSnmprec(text: string): Record<string, Managed> {
  const objects: Record<string, Managed> = {}
  for (const line of text.split('\n')) {
    const [, oid, tag = '', hex, value = ''] = /^\.?([\d.]+)\|(\d+)(x?)\|(.*?)\r?$/u.exec(line) ?? []
    if (oid === undefined) continue
    if (tag === '4') objects[oid] = Buffer.from(value, hex === 'x' ? 'hex' : 'latin1')
    else if (tag === '6') objects[oid] = { oid: value.replace(/^\./u, '') }
    else if (numeric.includes(tag) && Number.isSafeInteger(Number(value))) objects[oid] = Number(value)
  }
  return objects
}
