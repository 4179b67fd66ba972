import type { FoundDevice } from '../../flow/desks.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** @throws {Fault} `not_found`; `conflict` where it is a device already */
export function findCandidate(house: House, id: string): FoundDevice {
  const found = house.discovery.candidate(id)
  if (found === null) throw new Fault('not_found')
  if (found.deviceId !== null) throw new Fault('conflict', { fields: [{ path: 'id', message: 'already_watched' }] })
  return found
}
