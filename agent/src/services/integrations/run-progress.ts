import type { RunProgress } from '@sereno/shared/integration.ts'
import type { House } from '../house.ts'
import { findIntegration } from './find-integration.ts'

/** How far a run on demand is that goes on now. @throws {Fault} `not_found` */
export async function runProgress(house: House, id: string): Promise<RunProgress> {
  return house.followUp.progress(findIntegration(house.book.read(), id).id)
}
