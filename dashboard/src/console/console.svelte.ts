import type { Conversation, ConversationDetail } from '@sereno/shared/conversation.ts'
import type { Tray } from '@sereno/shared/conversations.ts'
import { usualChoices } from '@sereno/shared/notification-rules.ts'
import { afterQuiet } from '../again.ts'
import { call, type Trouble } from '../api.ts'
import { inOrder } from '../in-order.ts'
import { on } from '../live.ts'
import { session } from '../session.svelte.ts'
import { toast } from '../toast.ts'
import { addressOf, type ConsolePlace, readPlace } from './console-address.ts'
import { countTalks } from './talk-counts.svelte.ts'
import { type TalkOrder, withMore, withTalk } from './talk-list.ts'
import { Thread } from './thread.svelte.ts'

/** What the console shows: a tray's conversations, and the one that is open. */
export class Console {
  place = $state.raw<ConsolePlace>(readPlace(location.search))
  list = $state.raw<readonly Conversation[] | null>(null)
  nextCursor = $state<string | null>(null)
  search = $state('')
  order = $state<TalkOrder>((session.me?.choices ?? usualChoices).sorting.conversations)
  trouble = $state.raw<Trouble | null>(null)
  thread = $state.raw<Thread | null>(null)
  /** The conversation that is being picked. */
  picking = $state<string | null>(null)
  readonly #asks = inOrder()
  readonly #again = afterQuiet(400, () => void this.load())

  load = async (): Promise<void> => {
    const isNewest = this.#asks()
    const answer = await this.#page()
    if (!isNewest()) return
    this.trouble = answer.ok ? null : answer.trouble
    if (!answer.ok) return
    this.list = answer.value.items
    this.nextCursor = answer.value.nextCursor
  }

  more = async (): Promise<void> => {
    if (this.nextCursor === null) return
    const isNewest = this.#asks()
    const answer = await this.#page(this.nextCursor)
    if (!isNewest()) return
    this.trouble = answer.ok ? null : answer.trouble
    if (!answer.ok) return
    this.list = withMore(this.list ?? [], answer.value.items)
    this.nextCursor = answer.value.nextCursor
  }

  /** The search or the order was changed. */
  changed = (): void => this.#again.soon()

  showTray = (tray: Tray): void => {
    if (tray === this.place.tray) return
    this.search = ''
    this.#go({ tray, conversation: null })
  }

  /** Opens one of the list; one of the inbox becomes mine by that, if nobody was faster. */
  open = async (id: string): Promise<void> => {
    if (this.place.tray === 'inbox') await this.pick(id)
    else this.#go({ ...this.place, conversation: id })
  }

  pick = async (id: string): Promise<void> => {
    if (this.picking !== null) return
    this.picking = id
    const answer = await call('POST /api/v1/conversations/:id/pick', { params: { id } })
    this.picking = null
    void countTalks()
    if (answer.ok) return this.#go({ tray: 'mine', conversation: id }, answer.value)
    toast(answer.trouble.detail, 'error')
    // Somebody else has it, or it is over.
    if (answer.trouble.status === 409 || answer.trouble.status === 404) this.#remove(id)
  }

  /** Back to the list. */
  leave = (): void => this.#go({ ...this.place, conversation: null })

  readAddress = (): void => this.#show(readPlace(location.search))

  start(): () => void {
    this.#open(null)
    void this.load()
    const ends = [
      on('conversation', (told) => {
        if ('gone' in told) this.#remove(told.id)
        else this.#told(told)
      }),
      on('talk', ({ missed }) => {
        if (missed) this.#again.soon()
      }),
      on('gap', this.#again.soon),
      this.#again.stop,
      () => this.#close(),
    ]
    return () => {
      for (const end of ends) end()
    }
  }

  #told(told: Conversation): void {
    // Only the agent can tell whether a search finds it.
    if (this.search.trim() !== '') this.#again.soon()
    else if (this.list !== null) this.list = withTalk(this.list, told, { tray: this.place.tray, order: this.order })
  }

  #remove(id: string): void {
    this.list = this.list?.filter((one) => one.id !== id) ?? null
    if (this.place.conversation === id && this.thread === null) this.#go({ ...this.place, conversation: null })
  }

  #go(place: ConsolePlace, known: ConversationDetail | null = null): void {
    history.pushState(null, '', addressOf(place))
    this.#show(place, known)
  }

  #show(place: ConsolePlace, known: ConversationDetail | null = null): void {
    const before = this.place
    this.place = place
    if (place.tray !== before.tray) {
      this.list = null
      this.nextCursor = null
      void this.load()
    }
    if (place.conversation !== (this.thread?.id ?? null)) this.#open(known)
    else if (known !== null) this.thread?.set(known)
  }

  #endThread = () => {}
  #close(): void {
    this.#endThread()
    this.#endThread = () => {}
    this.thread = null
  }
  #open(known: ConversationDetail | null): void {
    this.#close()
    const { conversation } = this.place
    if (conversation === null) return
    this.thread = new Thread(conversation, known)
    this.#endThread = this.thread.start()
  }

  /** The conversation that is open stands in another tray than the address says. */
  follow = (tray: Tray): void => {
    if (tray === this.place.tray) return
    const place = { ...this.place, tray }
    history.replaceState(null, '', addressOf(place))
    this.#show(place)
  }

  #page(cursor?: string) {
    const search = this.search.trim()
    return call('GET /api/v1/conversations', {
      query: {
        tray: this.place.tray,
        order: this.order,
        ...(search !== '' && { search }),
        ...(cursor !== undefined && { cursor }),
      },
    })
  }
}
