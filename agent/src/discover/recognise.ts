import type { DeviceType } from '@sereno/shared/device.ts'
import type { SeenEvidence } from '@sereno/shared/identity.ts'
import type { Clues } from './clues.ts'

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
  const identity = clues.facts.find((fact) => fact.fact === 'identity')
  const isPrinter = identity?.isPrinter === true || clues.openPorts.includes(9100)
  const isIpad = clues.openPorts.includes(62_078)
  const type: DeviceType = clues.isGateway ? 'router' : isPrinter ? 'printer' : isIpad ? 'ipad' : 'other'
  const evidence: SeenEvidence[] = []
  if (identity?.serial) evidence.push({ kind: 'serial', value: identity.serial, source: 'snmp' })
  if (clues.mac) evidence.push({ kind: 'mac', value: clues.mac, source: 'sweep' })
  return {
    type,
    vendor: identity?.vendor ?? clues.macVendor,
    model: identity?.model ?? null,
    serial: identity?.serial ?? null,
    name: identity?.name ?? clues.address,
    evidence,
  }
}
