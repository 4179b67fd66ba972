import type { TalkMessage } from '@sereno/shared/conversation.ts'
import { call } from '../api.ts'
import { onReturn } from '../contact.svelte.ts'
import { keep, kept } from '../preferences.ts'
import { unsentKey } from './kept-unsent.ts'
import { heads, isFinal, readUnsent, type Unsent, without } from './unsent.ts'

const RETRY_MS = 5000

/**
 * Messages on their way to the agent, of whoever is signed in: kept in the browser until the agent has them, sent one
 * after the other in the order in which they were written. The agent keeps the same `clientId` once, so that a second
 * tab that sends the same one does no harm.
 */
export class UnsentBox {
  all = $state.raw<readonly Unsent[]>([])
  readonly #key: string
  readonly #onsent: (conversationId: string, message: TalkMessage) => void
  #busy = new Set<string>()
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(userId: string, onsent: (conversationId: string, message: TalkMessage) => void) {
    this.#key = unsentKey(userId)
    this.#onsent = onsent
    this.all = readUnsent(kept(this.#key))
  }

  /** Sends what is kept, now and whenever contact is back. */
  start(): () => void {
    const reread = ({ key }: StorageEvent) => {
      if (key === this.#key) this.all = readUnsent(kept(this.#key))
    }
    addEventListener('storage', reread)
    const end = onReturn(() => this.flush())
    this.flush()
    return () => {
      end()
      removeEventListener('storage', reread)
      clearTimeout(this.#timer)
    }
  }

  add(one: Unsent): void {
    this.#keep([...readUnsent(kept(this.#key)), one])
    this.flush()
  }
  /** Forgets one, on the wish of who wrote it. */
  drop(clientId: string): void {
    this.#keep(without(readUnsent(kept(this.#key)), clientId))
    this.flush()
  }
  /** Tries one again that the agent refused. */
  again(clientId: string): void {
    this.#change(clientId, null)
    this.flush()
  }

  flush = (): void => {
    clearTimeout(this.#timer)
    for (const one of heads(this.all)) void this.#send(one)
  }

  async #send(one: Unsent): Promise<void> {
    if (this.#busy.has(one.conversationId)) return
    this.#busy.add(one.conversationId)
    const { clientId, kind, text, files, template } = one
    const answer = await call('POST /api/v1/conversations/:id/messages', {
      params: { id: one.conversationId },
      body: { clientId, kind, text, files: files.map(({ id }) => id), ...(template && { template }) },
    })
    this.#busy.delete(one.conversationId)
    if (answer.ok) {
      this.#onsent(one.conversationId, answer.value)
      this.#keep(without(readUnsent(kept(this.#key)), clientId))
    } else if (isFinal(answer.trouble.status)) {
      this.#change(clientId, answer.trouble.errors[0]?.message ?? answer.trouble.detail)
    } else {
      // Where contact is lost, its return starts this anew.
      const seconds = answer.trouble.retryAfterSeconds
      this.#timer = setTimeout(this.flush, seconds === null ? RETRY_MS : seconds * 1000)
      return
    }
    this.flush()
  }

  #change(clientId: string, refused: string | null): void {
    this.#keep(readUnsent(kept(this.#key)).map((one) => (one.clientId === clientId ? { ...one, refused } : one)))
  }
  #keep(all: readonly Unsent[]): void {
    this.all = all
    keep(this.#key, JSON.stringify(all))
  }
}
