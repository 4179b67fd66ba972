import type { ConversationDetail, TalkMessage } from '@sereno/shared/conversation.ts'
import { afterQuiet, gather } from '../again.ts'
import { type Answer, call, type Trouble } from '../api.ts'
import { contact } from '../contact.svelte.ts'
import { on } from '../live.ts'
import { firstUnread, merged, windowed } from './messages.ts'

/** So long after the last sign of it somebody counts as writing. */
const TYPING_MS = 6000
/** A contact who writes a flood, or whose hundred messages become read at once, draws the page once for all of it. */
const GATHER_MS = 50

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
  /** Whether the reader is at the end: of more than is kept, what they look at stays. */
  atEnd = true
  /** What a screen reader says in passing. */
  said = $state('')
  #typingUntil = $state(0)
  /** Events may have been missed: what comes now is let in once it is known what came before it. */
  #misses = false
  /** Messages that nobody had read, further up than what was fetched yet. */
  #newAbove = 0
  readonly id: string
  readonly #again = afterQuiet(300, () => void this.load())
  readonly #follow = afterQuiet(150, () => void this.#catchUp())
  readonly #told = gather<TalkMessage>(GATHER_MS, (newest) => this.#happened([...newest.values()]))

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
      this.#markNew(items, this.detail?.unread ?? 0)
      this.hasOlder = hasMore
    }
    this.#misses = false
    if (this.hasNewer) return
    if (last === undefined || overlaps || !hasMore) return this.#keep(merged(this.messages ?? [], items))
    // More than a page was missed: what is between would be a hole. Who reads further up stays there.
    if (this.atEnd) {
      this.messages = items
      this.hasOlder = true
    } else this.hasNewer = true
  }

  older = async (): Promise<void> => {
    const first = this.messages?.[0]
    if (first === undefined || this.busy || !this.hasOlder) return
    this.busy = true
    const page = await this.#page({ before: first.sequence })
    this.busy = false
    if (!page.ok) return
    this.hasOlder = page.value.hasMore
    if (this.#newAbove > 0) this.#markNew(page.value.items, this.#newAbove)
    this.#keep(merged(this.messages ?? [], page.value.items), 'oldest')
  }

  newer = async (): Promise<void> => {
    const last = this.messages?.at(-1)
    if (last === undefined || this.busy || !this.hasNewer) return
    this.busy = true
    const page = await this.#page({ after: last.sequence })
    this.busy = false
    if (!page.ok) return
    this.hasNewer = page.value.hasMore
    this.#keep(merged(this.messages ?? [], page.value.items), 'newest')
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

  take = (message: TalkMessage): void => this.#takeAll([message])

  /** What stands outside the window comes with its page: let in alone, it would leave a hole. */
  #takeAll(told: readonly TalkMessage[]): void {
    if (this.messages === null) return
    const known = new Set(this.messages.map(({ id }) => id))
    const first = this.messages[0]?.sequence ?? 0
    const isOutside = ({ sequence }: TalkMessage) => (sequence < first ? this.hasOlder : this.hasNewer || this.#misses)
    const fit = told.filter((message) => known.has(message.id) || !isOutside(message))
    if (fit.length > 0) this.#keep(merged(this.messages, fit))
  }
  #keep(all: readonly TalkMessage[], side: 'oldest' | 'newest' = this.atEnd ? 'newest' : 'oldest'): void {
    this.messages = windowed(all, side)
    if (this.messages.length === all.length) return
    if (side === 'oldest') this.hasNewer = true
    else this.hasOlder = true
  }

  /** What I answered was read by me before. */
  read = (): void => {
    this.firstNew = null
    this.#newAbove = 0
  }
  #markNew(items: readonly TalkMessage[], unread: number): void {
    this.firstNew = firstUnread(items, unread) ?? this.firstNew
    this.#newAbove = Math.max(0, unread - items.filter(({ kind }) => kind === 'in').length)
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
        if (conversationId === this.id) this.#told.add(message)
      }),
      on('conversation', (told) => {
        if (told.id !== this.id) return
        if ('gone' in told) this.gone = true
        else if (this.detail?.tray !== told.tray) this.#again.soon()
        else {
          // They wrote, so Meta takes a free text again; until when, this does not tell.
          if (told.unread > 0 && this.detail.windowUntil !== null) this.#again.soon()
          this.detail = { ...this.detail, ...told, contact: this.detail.contact }
        }
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
        if (missed) this.#missed()
      }),
      on('channel', ({ id }) => {
        if (id === this.detail?.channel.id) this.#again.soon()
      }),
      on('gap', () => this.#missed()),
      this.#again.stop,
      this.#follow.stop,
      this.#told.stop,
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  #missed(): void {
    this.#misses = true
    this.#again.soon()
  }
  async #catchUp(): Promise<void> {
    const last = this.messages?.at(-1)
    if (last === undefined || this.hasNewer || this.gone) return
    const page = await this.#page({ after: last.sequence })
    if (!page.ok) return
    if (page.value.hasMore) this.#again.soon()
    else this.#happened(page.value.items)
  }

  #happened(told: readonly TalkMessage[]): void {
    const before = this.messages?.at(-1)?.sequence ?? Number.POSITIVE_INFINITY
    const news = told.filter(({ kind, sequence }) => kind === 'in' && sequence > before)
    this.#takeAll(told)
    const [first, last] = [news[0], news.at(-1)]
    if (first === undefined || last === undefined) return
    this.#typingUntil = 0
    this.said = `${last.author}: ${last.text}`
    if (!document.hasFocus()) this.firstNew ??= first.id
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
