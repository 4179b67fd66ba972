import { visitorMessage } from '@sereno/shared/api/chat.ts'
import { threadState, visitorView } from '../services/chat/visitor-view.ts'
import { Fault } from '../services/fault.ts'
import type { House } from '../services/house.ts'
import { openStream, type Stream } from './listener.ts'

/** Of all visitors, and of one: who has fifty tabs shares one among them, or asks now and then. */
const mostStreams = 200
const mostEach = 5
const heartbeatMs = 15_000
const lookMs = 5_000
const waitSeconds = 20

/** What happens in visitors' own conversations, as it happens. */
export function makeChatStreams(house: House) {
  const { bus, clock, log, store } = house
  const open = new Map<string, { channelId: string; streams: Set<Stream> }>()
  let count = 0
  let order: Promise<void> = Promise.resolve()

  /** In turn, so that what happened first is told first; made only where somebody listens. */
  function tell(id: string, event: string, make: () => Promise<object | null>): void {
    if (!open.has(id)) return
    order = order.then(async () => {
      const data = await make().catch((fault: unknown) => {
        log.warn({ err: fault, event }, 'an event could not be shown to a visitor')
        return null
      })
      if (data === null) return
      for (const stream of open.get(id)?.streams ?? [])
        stream.send(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    })
  }

  bus.on('message.changed', (id, messageId) =>
    tell(id, 'message', async () => {
      const message = await store.talk.message(messageId)
      const view = message === null ? null : visitorView(message)
      return view && visitorMessage.parse(view)
    }),
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
    if (house.book.read().channels.some((one) => one.id === channelId && one.active)) return
    // Whoever listened asks again, and learns that it is off.
    for (const [id, listening] of open) if (listening.channelId === channelId) end(id)
  })

  function end(id: string): void {
    for (const stream of open.get(id)?.streams ?? []) stream.end()
  }
  function every(ms: number, work: (stream: Stream) => void): void {
    clock.after(ms, () => {
      for (const { streams } of open.values()) for (const stream of streams) work(stream)
      every(ms, work)
    })
  }
  every(heartbeatMs, (stream) => stream.send(': still here\n\n'))
  every(lookMs, (stream) => stream.look())

  /** Opens the stream of a conversation. @throws {Fault} `too_often`, where there is no room for another */
  return (
    { id, channelId }: { id: string; channelId: string },
    signal: AbortSignal,
    disconnect: () => void,
  ): Response => {
    const listening = open.get(id) ?? { channelId, streams: new Set<Stream>() }
    const { streams } = listening
    if (count >= mostStreams || streams.size >= mostEach) throw new Fault('too_often', { values: { n: waitSeconds } })
    open.set(id, listening)
    count += 1
    const leave = house.presence.visitors.enter(id)
    const stream = openStream(clock, disconnect, () => {
      count -= 1
      streams.delete(stream)
      if (streams.size === 0) open.delete(id)
      leave()
      bus.emit('visitor.changed', id)
    })
    streams.add(stream)
    signal.addEventListener('abort', () => stream.end(), { once: true })
    stream.send('retry: 3000\n\n')
    bus.emit('visitor.changed', id)
    return new Response(stream.body, {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    })
  }
}
