import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Ends the agent in order, for its supervisor to start it again; the answer to this request still goes out.
 * @throws {Fault} `no_supervisor` where nobody would start it again
 */
export function restartAgent(house: House): void {
  if (house.restart === null) throw new Fault('no_supervisor')
  house.log.info({}, 'someone asked for a restart')
  house.restart()
}
