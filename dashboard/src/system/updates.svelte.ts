import type { UpdateView } from '@sereno/shared/api/system.ts'
import type { UpdateAction } from '@sereno/shared/update-record.ts'
import { call, type Trouble } from '../api.ts'
import { contact } from '../contact.svelte.ts'

const askEveryMs = 1500

/** Versions of Sereno on the box, and what is asked of it; follows what is under way, over the time without an agent. */
export class Updates {
  view = $state.raw<UpdateView | null>(null)
  trouble = $state<Trouble | null>(null)
  /** What was asked here last. */
  asked = $state<UpdateAction | null>(null)
  #timer: ReturnType<typeof setTimeout> | undefined
  #isEnded = false

  readonly isBusy = $derived(this.view !== null && (this.view.asked || this.view.running !== null))

  async load(): Promise<void> {
    clearTimeout(this.#timer)
    const before = this.view
    const answer = await call('GET /api/v1/system/update', { timeoutMs: 5000 })
    if (this.#isEnded) return
    if (answer.ok) this.#take(answer.value, before)
    // An agent that is away for the update is no fault.
    this.trouble = answer.ok || this.isBusy || contact.updatingSince !== null ? null : answer.trouble
    if (this.isBusy || contact.updatingSince !== null) this.#timer = setTimeout(() => void this.load(), askEveryMs)
  }

  #take(now: UpdateView, before: UpdateView | null): void {
    this.view = now
    if (this.isBusy) return
    this.asked = null
    // This page is of the version before.
    if (before !== null && before.current !== now.current) location.reload()
  }

  async ask(action: UpdateAction): Promise<void> {
    this.asked = action
    const answer = await call('POST /api/v1/system/update', { body: { action } })
    if (answer.ok) return this.load()
    this.asked = null
    this.trouble = answer.trouble
  }

  end(): void {
    this.#isEnded = true
    clearTimeout(this.#timer)
  }
}
