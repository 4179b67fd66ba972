import type { IdentityFact, NetworkWork } from '@sereno/shared/reading.ts'
import type { SnmpAgent, SnmpValue } from '../net/snmp.ts'
import { firsts, scalars, walk } from '../net/snmp-walk.ts'
import { readDeviceId } from './device-id.ts'
import { enterpriseOf, hiddenMakers, objectsOf } from './snmp-makers.ts'
import { numberOf, textOf } from './snmp-text.ts'

const sysServices = '1.3.6.1.2.1.1.7.0'
const ipForwarding = '1.3.6.1.2.1.4.1.0'
const bridge = '1.3.6.1.2.1.17.1'
const bridgeAddress = `${bridge}.1.0`
const dot11 = '1.2.840.10036'
/** dot11manufacturerProductName of the IEEE 802.11 MIB. */
const dot11Product = `${dot11}.3.1.2.1.3`
/** ifType and ifPhysAddress of IF-MIB (RFC 2863). */
const interfaceType = '1.3.6.1.2.1.2.2.1.3'
const interfaceMac = '1.3.6.1.2.1.2.2.1.6'
/** entPhysicalClass, SerialNum, MfgName and ModelName of ENTITY-MIB (RFC 6933). */
const entity = '1.3.6.1.2.1.47.1.1.1.1'
const entityColumns = [`${entity}.5`, `${entity}.11`, `${entity}.12`, `${entity}.13`]
/** IEEE 1284 device ID: of the PWG's Port Monitor MIB, and as print servers of many makers give it, HP's first. */
const deviceIds = ['1.3.6.1.4.1.2699.1.2.1.2.1.1.3.1', '1.3.6.1.4.1.11.2.3.9.1.1.7.0']

/** What tells who a device is beside its status: a handful of requests, so it is asked rarely. */
export type Particulars = Pick<IdentityFact, 'vendor' | 'model' | 'serial' | 'mac' | 'isPrinter'> & {
  /** `null`: not all was answered, so it is worth asking again. */
  network: NetworkWork | null
}

/** Asks who a device is: its maker's own MIB, ENTITY-MIB, its device ID, its interfaces and what it does on the network. */
export async function askIdentity(
  agent: SnmpAgent,
  { objectId, isPrinter }: { objectId: string | null; isPrinter: boolean },
): Promise<Particulars> {
  const branches = hiddenMakers.map(({ branch }) => branch)
  const roots = [bridge, dot11, dot11Product, interfaceType, entityColumns[0] ?? entity]
  const own = enterpriseOf(objectId)
  const seen = (await firsts(agent, own === null ? [...roots, ...branches] : roots)) ?? new Map<string, SnmpValue>()
  const hidden = own === null ? hiddenMakers.find(({ branch }) => seen.has(branch)) : undefined
  const { models, serials } = objectsOf(own ?? hidden?.enterprise ?? null)
  const asked = [sysServices, ipForwarding, bridgeAddress, ...models, ...serials, ...deviceIds]
  const { values, isWhole } = await scalars(agent, asked)
  const first = (oids: readonly string[]) => oids.map((oid) => plain(values.get(oid))).find((text) => text !== null)

  const chassis = isPrinter || !seen.has(entityColumns[0] ?? entity) ? null : await askChassis(agent)
  const cards = seen.has(interfaceType) ? await askInterfaces(agent, isPrinter ? 4 : 16) : noCards
  const id = readDeviceId(deviceIds.map((oid) => textOf(values.get(oid), 2000)).find((text) => text !== null) ?? '')
  return {
    vendor: hidden?.vendor ?? id.vendor ?? chassis?.vendor ?? null,
    model: first(models) ?? id.model ?? chassis?.model ?? plain(seen.get(dot11Product)) ?? null,
    serial: first(serials) ?? chassis?.serial ?? id.serial,
    mac: cards.mac ?? macOf(values.get(bridgeAddress)),
    isPrinter: isPrinter || id.isPrinter,
    network: isWhole ? networkOf(values, seen, cards) : null,
  }
}

const networkOf = (
  values: ReadonlyMap<string, SnmpValue>,
  seen: ReadonlyMap<string, SnmpValue>,
  cards: Cards,
): NetworkWork => ({
  services: numberOf(values.get(sysServices)),
  forwards: answered(values.get(ipForwarding)),
  bridges: seen.has(bridge),
  hasRadio: seen.has(dot11) || cards.hasRadio,
  filters: cards.filters,
  ports: cards.ports,
})

/** ipForwarding: 1 forwarding, 2 not. */
const answered = (value: SnmpValue | undefined): boolean | null => (value === 1 ? true : value === 2 ? false : null)

/** A text that tells something: not one of the words that stand for nothing, nor a binary number. */
function plain(value: SnmpValue | undefined): string | null {
  const text = textOf(value)
  if (text === null || !/[\p{L}\p{N}]/u.test(text)) return null
  return /^(?:unknown|none|n\/?a|not (?:available|specified|set)|to be filled.*|default string|-+|0+)$/iu.test(text)
    ? null
    : text
}

interface Chassis {
  vendor: string | null
  model: string | null
  serial: string | null
}

/** entPhysicalClass of a whole device: chassis, and a stack of them. */
const wholes: readonly SnmpValue[] = [3, 11]

async function askChassis(agent: SnmpAgent): Promise<Chassis> {
  const { rows } = await walk(agent, entityColumns, 4)
  const whole = [...rows.values()].filter(([kind = null]) => wholes.includes(kind))
  const [, serial, vendor, model] = whole.find(([, number]) => plain(number)) ?? whole[0] ?? []
  const number = plain(serial)
  // Some give their MAC instead, with words.
  return { vendor: plain(vendor), model: plain(model), serial: number && /\bmac\b/iu.test(number) ? null : number }
}

interface Cards {
  mac: string | null
  hasRadio: boolean
  filters: boolean
  ports: number
}
const noCards: Cards = { mac: null, hasRadio: false, filters: false, ports: 0 }

/** ifType (IANA): Ethernet in its kinds, 802.11, and what BSD numbers pf's own interfaces as. */
const ethernet: readonly SnmpValue[] = [6, 62, 69, 117]
const radio: SnmpValue = 71
const packetFilter: readonly SnmpValue[] = [246, 247]

async function askInterfaces(agent: SnmpAgent, mostRows: number): Promise<Cards> {
  const { rows } = await walk(agent, [interfaceType, interfaceMac], mostRows)
  const cards = [...rows.values()].map(([type = null, mac]) => ({ type, mac: macOf(mac) }))
  const wired = cards.filter(({ type }) => ethernet.includes(type))
  const first = [...wired, ...cards].find(
    ({ type, mac }) => mac !== null && (type === radio || ethernet.includes(type)),
  )
  return {
    mac: first?.mac ?? null,
    hasRadio: cards.some(({ type }) => type === radio),
    filters: cards.some(({ type }) => packetFilter.includes(type)),
    ports: wired.length,
  }
}

/** Six bytes that one card can have: no group address, and not all zero. */
function macOf(value: SnmpValue | undefined): string | null {
  if (!Buffer.isBuffer(value) || value.length !== 6) return null
  const isGroup = ((value[0] ?? 1) & 1) === 1
  return isGroup || value.every((byte) => byte === 0) ? null : (value.toString('hex').match(/../gu) ?? []).join(':')
}
