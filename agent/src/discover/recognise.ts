import type { DeviceType } from '@sereno/shared/device.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { SeenEvidence } from '@sereno/shared/identity.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { announcedBy } from './announced-by.ts'
import type { Clues } from './clues.ts'
import { joinIdentities } from './join-identities.ts'
import { namesOf } from './names-of.ts'
import { typeOf } from './type-of.ts'
import { isPrivateMac } from './vendor.ts'

/** What a device probably is, and by what it can be recognised again. */
export interface Recognised {
  type: DeviceType
  vendor: string | null
  model: string | null
  serial: string | null
  /** For a person: what it calls itself, else its maker and model, else its address. */
  name: string
  evidence: SeenEvidence[]
}

/** Says what a device is from all that was seen of it. Pure; the clues are untrusted text. */
export function recognise(clues: Clues): Recognised {
  const identities = clues.facts.filter((fact) => fact.fact === 'identity')
  const identity = joinIdentities(identities)
  const announced = announcedBy(clues.services)
  const names = identity === null ? { vendor: null, model: null, serial: null } : namesOf(identity)
  const type = kindOf(clues, identity)
  const vendor = names.vendor ?? announced.vendor ?? (type === 'ipad' ? 'Apple' : clues.macVendor)
  const model = names.model ?? announced.model
  const own = nameIn(identity?.name) ?? announced.name
  const made = [vendor, model].filter((part) => part !== null).join(' ')
  const mac = clues.mac ?? identity?.mac ?? null
  return {
    type,
    vendor,
    model,
    serial: names.serial,
    name: cleanText(own ?? (model === null && type !== 'ipad' ? clues.address : made || clues.address), 60),
    evidence: [
      ...identities.flatMap(evidenceIn),
      ...(announced.uuid === null ? [] : [{ kind: 'uuid' as const, value: announced.uuid, source: 'mdns' }]),
      // An iPad makes its address up, and another one after some weeks.
      ...(mac === null || isPrivateMac(mac)
        ? []
        : [{ kind: 'mac' as const, value: mac, source: clues.mac === null ? 'snmp' : 'sweep' }]),
      ...announced.instances.map((value) => ({ kind: 'mdns' as const, value, source: 'mdns' })),
    ].filter((one, at, all) => all.findIndex(({ kind, value }) => kind === one.kind && value === one.value) === at),
  }
}

/** What one probe's identity proves. */
function evidenceIn(identity: IdentityFact): SeenEvidence[] {
  const source = identity.uuid !== null && identity.objectId === null ? 'ipp' : 'snmp'
  const { serial } = namesOf(identity)
  const name = nameIn(identity.name)
  const found: SeenEvidence[] = []
  if (serial !== null) found.push({ kind: 'serial', value: serial, source })
  if (identity.uuid !== null) found.push({ kind: 'uuid', value: identity.uuid.toLowerCase(), source })
  if (name !== null) found.push({ kind: 'hostname', value: name, source })
  return found
}

/** Names that nobody gave: what a device is delivered with, or what a recording put in a name's place. */
const noName = /^(?:<.*>|localhost|unknown|none|public|private|sysname|name|not \w+|noname|\(none\)|openwrt|linux)$/iu

function nameIn(text: string | null | undefined): string | null {
  const name = cleanText(text ?? '', 60)
  return name === '' || noName.test(name) ? null : name
}

/** Ports of printers: raw printing, LPD, IPP; Star's status. */
const printPorts = [9100, 515, 631, 9101]
const lockdown = 62_078

function kindOf(clues: Clues, identity: IdentityFact | null): DeviceType {
  if (clues.isGateway) return 'router'
  if (clues.facts.some(({ fact }) => fact === 'ups')) return 'ups'
  const bySnmp = identity === null ? null : typeOf(identity)
  if (bySnmp !== null) return bySnmp
  const announced = announcedBy(clues.services)
  if (clues.facts.some(({ fact }) => fact === 'ipp' || fact === 'star' || fact === 'escpos')) return 'printer'
  if (announced.type !== null) return announced.type
  if (clues.openPorts.includes(lockdown)) return 'ipad'
  // A computer that shares printers has other ports open; 9100 alone is a printer's.
  return clues.openPorts.some((port) => port === 9100 || port === 9101) || onlyPrints(clues.openPorts)
    ? 'printer'
    : 'other'
}

const onlyPrints = (ports: readonly number[]): boolean =>
  ports.length > 0 && ports.every((port) => printPorts.includes(port))
