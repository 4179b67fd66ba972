import type { IdentityFact } from '@sereno/shared/reading.ts'
import type { Clues } from '../../src/discover/clues.ts'

/** A device that says nothing of itself. */
export const nobody: IdentityFact = {
  fact: 'identity',
  name: null,
  model: null,
  vendor: null,
  serial: null,
  description: null,
  uuid: null,
  mac: null,
  objectId: null,
  isPrinter: false,
}

/** An address with nothing seen but this. */
export const seenOf = (change: Partial<Clues> = {}): Clues => ({
  address: '192.0.2.9',
  mac: null,
  macVendor: null,
  facts: [],
  openPorts: [],
  services: [],
  isGateway: false,
  ...change,
})
