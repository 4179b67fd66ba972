import { AsyncLocalStorage } from 'node:async_hooks'
import { createHash } from 'node:crypto'
import type { AuditChange } from '@sereno/shared/audit.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import type { AuditRecord } from '../../store/audit-types.ts'
import { makeId } from '../../store/make-id.ts'
import type { House } from '../house.ts'
import { changesOf } from './changes-of.ts'

type Facts = Pick<AuditRecord, 'who' | 'username' | 'way' | 'address' | 'action' | 'target'>

/**
 * The line of the audit log that a request makes. Where it changes the settings the line is on disk before they are:
 * neither can stand without the other. Else it is written once the change is made.
 */
export class AuditNote {
  readonly #house: House
  readonly #facts: Facts
  readonly #id = makeId()
  readonly #at: number
  readonly #told: AuditChange[] = []
  #begun: AuditRecord | null = null
  #isChanged = false

  constructor(house: House, facts: Facts) {
    this.#house = house
    this.#facts = facts
    this.#at = house.clock.now()
  }

  /** What a verb changed elsewhere than in the settings. */
  tell(before: unknown, after: unknown): void {
    this.#told.push(...changesOf(before, after))
  }

  async begin(before: Readonly<VenueDocument>, after: Readonly<VenueDocument>): Promise<void> {
    const settings = { before: settingsHash(before), after: settingsHash(after) }
    this.#begun = this.#record('begun', [...this.#told, ...changesOf(before, after)], '', settings)
    await this.#house.store.audit.write(this.#begun)
  }

  /** The settings are what `begin` said they would be. */
  changed(): void {
    this.#isChanged = true
  }

  /** @param asked what the request brought, told where the verb told nothing itself */
  async done(asked: unknown, targetName: string, who: Partial<Facts>): Promise<void> {
    const { audit } = this.#house.store
    if (this.#begun !== null) return audit.write({ ...this.#begun, ...who, state: 'done', targetName })
    const changes = this.#told.length > 0 ? this.#told : changesOf({}, asked ?? {})
    await audit.write({ ...this.#record('done', changes, targetName, null), ...who })
  }

  /** What did not come about is no change, unless it was begun; what failed after the settings were changed is one. */
  async failed(): Promise<void> {
    if (this.#begun !== null) await this.#house.store.audit.settle(this.#id, this.#isChanged ? 'done' : 'failed')
  }

  #record(
    state: AuditRecord['state'],
    changes: AuditChange[],
    targetName: string,
    settings: AuditRecord['settings'],
  ): AuditRecord {
    return { id: this.#id, at: this.#at, state, ...this.#facts, targetName, changes, settings }
  }
}

/** Tells apart, after a power cut, whether a change of the settings was made. */
export const settingsHash = (document: Readonly<VenueDocument>): string =>
  createHash('sha256').update(JSON.stringify(document)).digest('hex')

/** The line of the request that is being handled: a verb need not be handed it by each of its callers. */
export const currentNote = new AsyncLocalStorage<AuditNote>()

/** Tells the audit log what a verb changed; nothing where no request of a person is behind it. */
export const noteChanges = (before: unknown, after: unknown): void => currentNote.getStore()?.tell(before, after)
