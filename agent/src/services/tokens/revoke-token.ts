import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Ends a token at once, its event streams included.
 * @throws {Fault} `not_found`
 */
export async function revokeToken(house: House, id: string): Promise<void> {
  if (!(await house.store.people.revokeToken(id))) throw new Fault('not_found')
  house.bus.emit('access.ended', `token:${id}`)
}
