import { createHmac } from 'node:crypto'
import type { MailSettings } from '@sereno/shared/venue.ts'
import type { Store } from '../store/types.ts'

const key = 'mail.locked'

interface Lock {
  detail: string
  /** Of the settings that were refused: others are worth an attempt. */
  fingerprint: string
}

/** Remembers, over restarts, that the account did not let us in, and with which settings. */
export class MailLock {
  readonly #store: Pick<Store, 'keep' | 'databaseId'>
  #lock: Lock | null = null

  constructor(store: Pick<Store, 'keep' | 'databaseId'>) {
    this.#store = store
  }

  async load(): Promise<void> {
    this.#lock = ((await this.#store.keep.get(key)) ?? null) as Lock | null
  }

  /** Why these settings are not worth an attempt, or `null`. */
  reason(settings: MailSettings): string | null {
    return this.#lock?.fingerprint === this.fingerprint(settings) ? this.#lock.detail : null
  }

  /** Whether some settings were refused, be they in force or not. */
  isSet(): boolean {
    return this.#lock !== null
  }

  async set(settings: MailSettings, detail: string): Promise<void> {
    this.#lock = { detail, fingerprint: this.fingerprint(settings) }
    await this.#store.keep.set({ [key]: this.#lock })
  }

  async clear(): Promise<void> {
    this.#lock = null
    await this.#store.keep.set({ [key]: null })
  }

  fingerprint(settings: MailSettings | null): string {
    return createHmac('sha256', this.#store.databaseId).update(JSON.stringify(settings)).digest('hex')
  }
}
