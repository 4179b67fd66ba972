import type { DeviceType } from '@sereno/shared/device.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { enterpriseOf } from '../probes/snmp-makers.ts'
import { branchType, makerOf, usualOf } from './makers.ts'
import { namesOf } from './names-of.ts'

/** Words of a description or model that tell the kind of device; the first that fits counts. */
const words: [type: DeviceType, words: RegExp][] = [
  [
    'other',
    /\bprojector\b|\bip ?camera\b|\bnetwork camera\b|\bnas\b|\bip ?phone\b|\btelevision\b|webostv|\bpdu\b|\bvmware esxi?\b/iu,
  ],
  ['ups', /\bups\b|uninterruptible|\bsmart-ups\b|powernet|\bback-ups\b/iu],
  [
    'printer',
    /printer|laserjet|officejet|deskjet|designjet|pagewide|\blaser\b(?!.*scanner)|\bmfp\b|\bmfc-|\bdcp-|jetdirect|bizhub|ecosys|e-studio|\baficio\b|workcentre|phaser|versalink|altalink|imagerunner|i-sensys|print ?server|zebranet|\b(?:clx|scx)\b|\bml-\d/iu,
  ],
  [
    'access-point',
    /access[- ]?point|\bwireless ap\b|\buap\b|\buap-|\bu[67]\b|\bu[67]-|^e7\b|^uk-|^u-lte|\b[cwx]ap\b|\brb[cwm]?ap|\beap-?\d{3}|\bdap-\d|\bgwn76\d\d|\b(?:ln|lx|l)-\d{3,4}|\(ap\d|k9w[78]|\b802\.11|\bmr\d{2}\b|\bnwa-?\d*|\bwa[cx]\d{3}|\bap-?\d{2,4}[a-z]*\b|\bair(?:os|max|ap)\b|nanostation|litebeam|powerbeam|unleashed|cnpilot|fortiap|\bwap\d{3}|\bzoneflex\b|c[cg]w[_-]?ap|\blwap\b/iu,
  ],
  [
    'router',
    /router(?! ?board)|\bgateway\b|firewall|pfsense|opnsense|edgerouter|fortigate|fortiwifi|\bvigor|routeros|keenetic|\busg\b|\budm\b|\bucg|\buxg|dream machine|security gateway|fritz!?box|sonicwall|\butm\b|zywall|openwrt|vyos|edgeos|\brut[xm]?\d|\bisr\b|\basr\d|\bc[128]?8\d{2}\b|\bc11\d\d\b|\bmx\d{2,3}\b|\bsrx\d|\ber\d{3,4}\b|\bdir-\d|\bgwn70\d\d|adaptive security|firepower|\bfirebox/iu,
  ],
  [
    'switch',
    /switch|\busw\b|\busw-|\bus-\d|procurve|catalyst|jetstream|\bsg\d{3,4}|\bgs\d{3,4}|\bcrs\d{3}|\bcss\d{3}|\bsf\d{3}|swos|powerconnect|stacking system|\bicx\d|\bd[eg]s-\d|\bgwn78\d\d|\bc(?:29|3[5678]|1000|9[2-6])\w*\b software|\bcbs\d{3}|\b\d+-port\b/iu,
  ],
]

/** RouterOS runs in switches and access points of MikroTik too. */
const mikrotik: [type: DeviceType, words: RegExp][] = [
  ['switch', /\bc[rs]s\d{3}|swos/iu],
  ['access-point', /\b(?:rb)?[cwmx]ap/iu],
]

/** Bits of sysServices (RFC 3418). */
const bridgeBit = 2
const routerBit = 4
const hostBit = 64

/** What a device is by what it says of itself over SNMP; `null` where that tells nothing. */
export function typeOf(identity: IdentityFact): DeviceType | null {
  const text = [identity.description, identity.model].filter((part) => part !== null).join(' | ')
  const byWords = (table: typeof words) => table.find(([, pattern]) => pattern.test(text))?.[0] ?? null
  const enterprise = enterpriseOf(identity.objectId)
  const maker = makerOf(enterprise)
  const branch = branchType(identity.objectId ?? '')
  if (identity.isPrinter) return byWords(words.slice(0, 1)) ?? 'printer'
  if (maker?.vendor === 'MikroTik') return byWords(mikrotik) ?? 'router'
  if (branch === 'other') return branch
  // The words of a management card name many things.
  if (maker?.usually === 'ups') return 'ups'
  // A switch of a maker of printers, a printer of a maker of switches: words are surer than whose number it is.
  return byWords(words) ?? branch ?? byWork(identity) ?? maker?.usually ?? usualOf(namesOf(identity).vendor)
}

/** By what it does: a firewall that routes is a router, and a bridge with radios is an access point. */
function byWork({ network, objectId }: IdentityFact): DeviceType | null {
  if (!network) return null
  const { services, forwards, bridges, hasRadio, filters, ports } = network
  const has = (bit: number) => services !== null && (services & bit) !== 0
  // A common agent's numbers are those of any computer: one with a radio or with containers is no access point or router.
  const isHost = enterpriseOf(objectId) === null || (has(hostBit) && !has(routerBit) && !has(bridgeBit))
  if (filters && ports > 1) return 'router'
  if (isHost) return null
  if (hasRadio) return forwards === true && ports > 1 && has(routerBit) ? 'router' : 'access-point'
  if (bridges && ports > 4) return 'switch'
  if (has(routerBit) || (forwards === true && ports > 1)) return 'router'
  return bridges || has(bridgeBit) ? 'switch' : null
}
