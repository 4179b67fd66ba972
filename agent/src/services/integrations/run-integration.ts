import type { RunResult } from '@sereno/shared/integration.ts'
import type { Caller, House } from '../house.ts'
import { findIntegration } from './find-integration.ts'

/** Discover and receive mail: looks afresh, and sends what the last 24 hours hold. @throws {Fault} `not_found` */
export async function runIntegration(
  house: House,
  id: string,
  caller: Caller,
  order: { allClear: boolean } = { allClear: false },
): Promise<RunResult> {
  const setting = findIntegration(house.book.read(), id)
  return house.followUp.run(setting, { id: caller.userId, fullName: caller.fullName, email: caller.email }, order)
}
