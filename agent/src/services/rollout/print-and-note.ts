import type { Language } from '@sereno/shared/field.ts'
import { printTestSlip } from '../devices/print-test-slip.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'

/** Prints a test slip, and remembers of the first days that one came out. @throws {Fault} as `printTestSlip` */
export async function printAndNote(
  house: House,
  pace: Pace,
  id: string,
  { caller, language }: { caller: Caller; language: Language },
) {
  const answer = await printTestSlip(house, pace, id, language)
  if (answer.printed)
    await house.store.rollout.mark([
      { point: 'test_slip', subject: id, source: 'box', userId: caller.userId, at: house.clock.now() },
    ])
  return answer
}
