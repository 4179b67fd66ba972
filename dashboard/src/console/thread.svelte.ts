import type { ConversationDetail, TalkMessage } from '@sereno/shared/conversation.ts'
import { afterQuiet } from '../again.ts'
import { type Answer, call, type Trouble } from '../api.ts'
import { contact } from '../contact.svelte.ts'
import { on } from '../live.ts'
import { firstUnread, merged, windowed } from './messages.ts'

/** So long after the last sign of it somebody counts as writing. */
const TYPING_MS = 6000

/** A conversation that is open on the page: what is known of it, and a window of its messages. */
export class Thread {
  detail = $state.raw<ConversationDetail | null>(null)
  messages = $state.raw<readonly TalkMessage[] | null>(null)
  hasOlder = $state(false)
  /** Newer ones were let go, because somebody reads far above. */
  hasNewer = $state(false)
  /** The first message that nobody had read when it was opened. */
  firstNew = $state<string | null>(null)
  trouble = $state.raw<Trouble | null>(null)
  /** It is not mine to read any more, or never was. */
  gone = $state(false)
  busy = $state(false)
  /** What a screen reader says in passing. */
  said = $state('')
  #typingUntil = $state(0)
  readonly id: string
  readonly #again = afterQuiet(300, () => void this.load())
  readonly #follow = afterQuiet(150, () => void this.#catchUp())

  /** @param known as it came with picking it */
  constructor(id: string, known: ConversationDetail | null = null) {
    this.id = id
    this.detail = known
  }

  get isTyping(): boolean {
    return this.#typingUntil > contact.now
  }
  get isMine(): boolean {
    return this.detail?.tray === 'mine'
  }

  load = async (): Promise<void> => {
    const [detail, page] = await Promise.all([this.#ask(), this.#page({})])
    this.#took(detail)
    if (this.gone) return
    if (!page.ok) {
      this.trouble = page.trouble
      return
    }
    this.trouble = detail.ok ? null : detail.trouble
    const { items, hasMore } = page.value
    const last = this.messages?.at(-1)
    const overlaps = last !== undefined && items.some(({ sequence }) => sequence <= last.sequence)
    if (this.messages === null) {
      this.firstNew = firstUnread(items, this.detail?.unread ?? 0)
      this.hasOlder = hasMore
    }
    if (this.hasNewer) return
    // More than a page was missed: what is between would be a hole.
    if (last !== undefined && !overlaps && hasMore) this.hasOlder = true
    this.messages = overlaps || !hasMore ? windowed(merged(this.messages ?? [], items), 'newest') : items
  }

  older = async (): Promise<void> => {
    const first = this.messages?.[0]
    if (first === undefined || this.busy || !this.hasOlder) return
    this.busy = true
    const page = await this.#page({ before: first.sequence })
    this.busy = false
    if (!page.ok) return
    const all = merged(this.messages ?? [], page.value.items)
    this.messages = windowed(all, 'oldest')
    this.hasOlder = page.value.hasMore
    if (all.length > this.messages.length) this.hasNewer = true
  }

  newer = async (): Promise<void> => {
    const last = this.messages?.at(-1)
    if (last === undefined || this.busy || !this.hasNewer) return
    this.busy = true
    const page = await this.#page({ after: last.sequence })
    this.busy = false
    if (!page.ok) return
    const all = merged(this.messages ?? [], page.value.items)
    this.messages = windowed(all, 'newest')
    this.hasNewer = page.value.hasMore
    if (all.length > this.messages.length) this.hasOlder = true
  }

  /** To the end, whatever lies between. */
  newest = async (): Promise<void> => {
    if (!this.hasNewer) return
    const page = await this.#page({})
    if (!page.ok) return
    this.hasNewer = false
    this.hasOlder = page.value.hasMore
    this.messages = page.value.items
  }

  take = (message: TalkMessage): void => {
    const isKnown = this.messages?.some(({ id }) => id === message.id) ?? false
    if (this.messages === null || (this.hasNewer && !isKnown)) return
    this.messages = windowed(merged(this.messages, [message]), 'newest')
  }

  /** What I answered was read by me before. */
  read = (): void => {
    this.firstNew = null
  }

  set = (detail: ConversationDetail): void => {
    this.detail = detail
  }

  /** Tells the agent that I have read it, where I look at it. */
  see = async (): Promise<void> => {
    const { detail } = this
    if (detail === null || !this.isMine || detail.unread === 0 || !document.hasFocus()) return
    this.detail = { ...detail, unread: 0 }
    await call('POST /api/v1/conversations/:id/seen', { params: { id: this.id } })
  }

  start(): () => void {
    void this.load().then(this.see)
    const ends = [
      on('message', ({ conversationId, message }) => {
        if (conversationId === this.id) this.#happened(message)
      }),
      on('conversation', (told) => {
        if (told.id !== this.id) return
        if ('gone' in told) this.gone = true
        else if (this.detail?.tray !== told.tray) this.#again.soon()
        else this.detail = { ...this.detail, ...told, contact: this.detail.contact }
        // What happened beside what was said comes with no event of its own.
        this.#follow.soon()
        void this.see()
      }),
      on('typing', ({ conversationId }) => {
        if (conversationId === this.id) this.#typingUntil = contact.now + TYPING_MS
      }),
      on('visitor', ({ conversationId, online }) => {
        if (conversationId === this.id && this.detail !== null) this.detail = { ...this.detail, online }
      }),
      on('talk', ({ missed }) => {
        if (missed) this.#again.soon()
      }),
      on('channel', ({ id }) => {
        if (id === this.detail?.channel.id) this.#again.soon()
      }),
      on('gap', this.#again.soon),
      this.#again.stop,
      this.#follow.stop,
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  async #catchUp(): Promise<void> {
    const last = this.messages?.at(-1)
    if (last === undefined || this.hasNewer || this.gone) return
    const page = await this.#page({ after: last.sequence })
    if (!page.ok) return
    if (page.value.hasMore) this.#again.soon()
    else for (const message of page.value.items) this.take(message)
  }

  #happened(message: TalkMessage): void {
    const isNew = this.messages?.every(({ id }) => id !== message.id) ?? false
    this.take(message)
    if (!isNew || message.kind !== 'in') return
    this.#typingUntil = 0
    this.said = `${message.author}: ${message.text}`
    if (!document.hasFocus()) this.firstNew ??= message.id
  }

  #ask() {
    return call('GET /api/v1/conversations/:id', { params: { id: this.id } })
  }
  #took(answer: Answer<ConversationDetail>): void {
    if (answer.ok) this.detail = answer.value
    else if (answer.trouble.status === 404) this.gone = true
  }
  #page(between: { before?: number; after?: number }) {
    return call('GET /api/v1/conversations/:id/messages', { params: { id: this.id }, query: between })
  }
}
