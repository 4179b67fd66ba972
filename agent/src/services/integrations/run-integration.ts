import type { RunResult } from '@sereno/shared/integration.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { findIntegration } from './find-integration.ts'

/**
 * Discover and receive mail: looks afresh, and sends what the last 24 hours hold.
 * @throws {Fault} `not_found`, `too_often`
 */
export async function runIntegration(
  house: House,
  pace: Pace,
  id: string,
  { caller, body: order = { allClear: false } }: { caller: Caller; body?: { allClear: boolean } | undefined },
): Promise<RunResult> {
  const setting = findIntegration(house.book.read(), id)
  pace.keep(id)
  return house.followUp.run(setting, { id: caller.userId, fullName: caller.fullName, email: caller.email }, order)
}
