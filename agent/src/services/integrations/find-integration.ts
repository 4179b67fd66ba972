import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'

/** @throws {Fault} `not_found` */
export function findIntegration(document: Readonly<VenueDocument>, id: string): IntegrationSetting {
  const found = document.integrations.find((integration) => integration.id === id)
  if (found === undefined) throw new Fault('not_found')
  return found
}

/** Two integrations of one name could not be told apart in a mail's subject. @throws {Fault} `conflict` at `name` */
export function checkNameIsFree(document: Readonly<VenueDocument>, name: string, ownId: string): void {
  const sought = name.toLowerCase()
  if (document.integrations.some((other) => other.id !== ownId && other.name.toLowerCase() === sought)) {
    throw new Fault('conflict', { fields: [{ path: 'name', message: 'already_taken' }] })
  }
}
