import { visitorMessage } from '@sereno/shared/api/chat.ts'
import type { Contact } from '@sereno/shared/conversation.ts'
import { conversationBounds } from '@sereno/shared/conversations.ts'
import { isOfVenue } from '../services/chat/known-visitor.ts'
import { threadState, visitorView } from '../services/chat/visitor-view.ts'
import { Fault } from '../services/fault.ts'
import type { Caller, House } from '../services/house.ts'
import { networkOf } from '../services/network-of.ts'
import { Slots } from '../services/slots.ts'
import { isShared, type Whence } from '../services/whence.ts'
import { openStream, type Stream } from './listener.ts'

/** Of all visitors, and of one: who has fifty tabs shares one among them, or asks now and then. */
const mostStreams = 200
/** Of strangers, and of those from one address: who is known always finds room. */
const [mostStrangers, mostOfAddress] = [150, 20]
const mostEach = 5
const heartbeatMs = 15_000
const lookMs = 5_000
const waitSeconds = 20

/** A page that listens. */
interface Listening {
  stream: Stream
  /** Of which other site; `null` for ours. */
  foreign: string | null
  /** Whether it may hear how devices were; where that ends, the stream does, too. */
  ofVenue: boolean
}

interface Asker {
  caller: Caller | null
  foreign: string | null
  whence: Whence
  signal: AbortSignal
}

/** What happens in visitors' own conversations, as it happens. */
export function makeChatStreams(house: House) {
  const { bus, clock, log, store } = house
  const open = new Map<string, { channelId: string; pages: Set<Listening> }>()
  let count = 0
  const strangers = new Slots(mostStrangers, mostOfAddress)
  let order: Promise<void> = Promise.resolve()

  /** In turn, so that what happened first is told first; made only where somebody listens. */
  function tell<Data extends object>(
    id: string,
    event: string,
    make: () => Promise<Data | null>,
    isFor: (page: Listening, data: Data) => boolean = () => true,
  ): void {
    if (!open.has(id)) return
    order = order
      .then(async () => {
        const data = await make()
        if (data === null) return
        for (const page of open.get(id)?.pages ?? [])
          if (isFor(page, data)) page.stream.send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      })
      .catch((fault: unknown) => log.warn({ err: fault, event }, 'an event could not be shown to a visitor'))
  }

  bus.on('message.changed', (id, messageId) =>
    tell(
      id,
      'message',
      async () => {
        const message = await store.talk.message(messageId)
        const view = message === null ? null : visitorView(message, true)
        return view && visitorMessage.parse(view)
      },
      ({ ofVenue }, { states }) => ofVenue || states === null,
    ),
  )
  bus.on('conversation.changed', (id) =>
    tell(id, 'thread', async () => {
      const conversation = await store.talk.get(id)
      if (conversation === null) end(id)
      return conversation && threadState(conversation)
    }),
  )
  bus.on('conversation.typing', (id, who) => {
    if (who === 'operator') tell(id, 'typing', async () => ({}))
  })
  bus.on('channel.changed', (channelId) => {
    const channel = house.book.read().channels.find((one) => one.id === channelId && one.active)
    const sites = channel?.type === 'live-chat' ? channel.settings.origins : []
    // Whoever listened asks again, and learns that it is off, or not for their site any more.
    for (const [id, listening] of open)
      if (listening.channelId === channelId)
        end(id, ({ foreign }) => channel === undefined || (foreign !== null && !sites.includes(foreign)))
  })

  function end(id: string, isFor: (page: Listening) => boolean = () => true): void {
    for (const page of open.get(id)?.pages ?? []) if (isFor(page)) page.stream.end()
  }
  function every(ms: number, work: (stream: Stream) => void): void {
    clock.after(ms, () => {
      for (const { pages } of open.values()) for (const { stream } of pages) work(stream)
      every(ms, work)
    })
  }
  every(heartbeatMs, (stream) => stream.send(': still here\n\n'))
  every(lookMs, (stream) => stream.look())

  /** Opens the stream of a conversation. @throws {Fault} `too_often`, where there is no room for another */
  return (
    { id, channelId, contact }: { id: string; channelId: string; contact: Contact },
    { caller, foreign, whence, signal }: Asker,
    disconnect: () => void,
  ): Response => {
    const listening = open.get(id) ?? { channelId, pages: new Set<Listening>() }
    const { pages } = listening
    const isFull = count >= mostStreams || pages.size >= mostEach
    const times = isShared(whence) ? conversationBounds.sharedTimes : 1
    const free = contact.verified ? () => {} : isFull ? null : strangers.enter(networkOf(whence.address), times)
    if (isFull || free === null) throw new Fault('too_often', { values: { n: waitSeconds } })
    open.set(id, listening)
    count += 1
    const leave = house.presence.visitors.enter(id)
    const stream = openStream(clock, disconnect, () => {
      count -= 1
      free()
      pages.delete(page)
      if (pages.size === 0) open.delete(id)
      leave()
      bus.emit('visitor.changed', id)
    })
    const page = { stream, foreign, ofVenue: isOfVenue(house, caller, contact) }
    pages.add(page)
    signal.addEventListener('abort', () => stream.end(), { once: true })
    stream.send('retry: 3000\n\n')
    bus.emit('visitor.changed', id)
    return new Response(stream.body, {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    })
  }
}
