import { ruleOf } from '../judge/rule.ts'
import type { Condition } from '../judge/types.ts'
import type { Log } from '../log.ts'
import { BackupFault } from '../store/backup/faults.ts'
import type { OwnTrouble } from './own-trouble.ts'

/** `make`: a backup of what is here. `keep`: one of what a restore took the place of. */
type Work = 'make' | 'keep'

/** What of the backups does not come about, as a trouble of the agent: each kind of work ends only its own. */
export class BackupTrouble {
  readonly #trouble: Pick<OwnTrouble, 'set' | 'believedBy'>
  readonly #log: Log
  readonly #found = new Map<Work, Condition>()

  constructor(trouble: Pick<OwnTrouble, 'set' | 'believedBy'>, log: Log) {
    this.#trouble = trouble
    this.#log = log
  }

  /** What people are told of it now. */
  told(): 'no_room' | 'failed' | null {
    const cause = this.#trouble.believedBy('backup')[0]?.cause
    return cause === undefined ? null : cause === 'backup_no_room' ? 'no_room' : 'failed'
  }

  ended(work: Work): Promise<void> {
    this.#found.delete(work)
    return this.#tell()
  }

  failed(work: Work, fault: unknown): Promise<void> {
    this.#found.set(work, conditionOf(isNoRoom(fault), (fault as Error).message))
    return this.#tell()
  }

  /** Where even this cannot be written down, what was done or refused stays so. */
  async #tell(): Promise<void> {
    const byCause = new Map([...this.#found.values()].map((condition) => [condition.cause, condition]))
    await this.#trouble
      .set('backup', [...byCause.values()])
      .catch((fault: Error) => this.#log.error({ fault: fault.message }, 'the disk takes no note of the backups'))
  }
}

/** What the disk says as a refusal that a person can act on. */
export const plainly = (fault: unknown): unknown =>
  isNoRoom(fault) ? new BackupFault('no_room', (fault as Error).message) : fault

function isNoRoom(fault: unknown): boolean {
  const { code } = fault as { code?: string }
  return code === 'no_room' || code === 'disk_full' || code === 'ENOSPC' || code === 'EDQUOT'
}

const conditionOf = (isFull: boolean, reason: string): Condition => ({
  cause: isFull ? 'backup_no_room' : 'backup_failed',
  probe: null,
  rule: ruleOf(isFull ? 'backup_no_room' : 'backup_failed'),
  attempts: 1,
  detail: { reason: reason.slice(0, 200), readings: [] },
})
