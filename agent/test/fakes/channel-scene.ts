import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import { onTestFinished, vi } from 'vitest'
import { makeActionLog } from '../../src/flow/actions.ts'
import { type Bus, makeBus } from '../../src/flow/bus.ts'
import { sealSecrets } from '../../src/flow/channel-secrets.ts'
import { type Channels, makeChannels } from '../../src/flow/channels.ts'
import { Recorder } from '../../src/flow/recorder.ts'
import { openBook } from '../../src/store/book.ts'
import { openSealer, type Sealer } from '../../src/store/sealed.ts'
import type { TalkMessageRecord } from '../../src/store/talk-types.ts'
import type { Book, Store } from '../../src/store/types.ts'
import { app, type FakeGraph, page, phone, startGraph } from './graph.ts'
import { HandClock } from './hand-clock.ts'
import { keptLog } from './kept-log.ts'
import { newUser } from './new-user.ts'
import { ownFolder } from './own-folder.ts'
import { ownStore } from './own-store.ts'
import { incoming, outgoing } from './talk.ts'

const common = { active: true, createdAt: '2026-11-01T12:00:00.000Z', since: '2026-11-01T12:00:00.000Z' }

/** The page and the number of the fake, connected. */
export const metaChannels = (sealer: Sealer): [Messenger, WhatsApp] => {
  const sealed = (id: string, token: string) =>
    sealSecrets(sealer, id, { appSecret: app.secret, token, verifyToken: `verify-${id}` })
  return [
    {
      ...{ ...common, id: 'page', type: 'messenger', name: 'Facebook' },
      settings: { pageId: page.id, pageName: page.name, sealed: sealed('page', page.token) },
    },
    {
      ...{ ...common, id: 'phone', type: 'whatsapp', name: 'WhatsApp' },
      settings: {
        ...{ stage: 'active', ticket: null, phoneNumberId: phone.id, phone: phone.display },
        ...{ templateName: 'hello_again', templateLanguage: 'es', sealed: sealed('phone', phone.token) },
      },
    },
  ]
}

export interface ChannelScene {
  folder: string
  graph: FakeGraph
  store: Store
  book: Book
  sealer: Sealer
  clock: HandClock
  bus: Bus
  /** Whether the clock is to be believed. */
  trust: { clock: boolean }
  channels: Channels
  /** Somebody writes, whom Meta knows, and Ana picks it; the id of the conversation. */
  talkWith(contactKey: string, channelId?: 'page' | 'phone'): Promise<string>
  /** Ana answers; what the store made of it. */
  answer(conversationId: string, text: string, differing?: Parameters<typeof outgoing>[1]): Promise<TalkMessageRecord>
  message(id: string): Promise<TalkMessageRecord | null>
  /** Resolves once nobody is being called, and nothing is due. */
  asleep(): Promise<void>
  /** Time passes, and what comes due in it is done. */
  later(ms: number): Promise<void>
  /** Ends it as the agent does. */
  close(): Promise<void>
}

/** The channels outside over real stores, with calls that really go out to a Graph API on loopback, in time that a test moves. */
export async function channelScene({
  folder = ownFolder(),
  clock = new HandClock('2026-11-21T12:00:00.000Z'),
  graph: given,
  timeoutMs = 5000,
}: {
  folder?: string
  clock?: HandClock
  graph?: FakeGraph
  timeoutMs?: number
} = {}): Promise<ChannelScene> {
  const graph = given ?? (await startGraph(clock.now))
  const log = keptLog()
  const store = await ownStore(folder)
  const book = await openBook({ folder, log, clock })
  const sealer = openSealer(folder)
  if (book.read().channels.length === 0) {
    await book.change((draft) => void draft.channels.push(...metaChannels(sealer)))
    await store.people.addFirst(newUser())
  }
  const bus = makeBus()
  const actions = makeActionLog(await Recorder.start(store.journal, clock, bus))
  const place = { url: graph.url, timeoutMs }
  const trust = { clock: true }
  const clockTrusted = async () => trust.clock
  const channels = makeChannels({ store, book, sealer, place, bus, clock, log, actions, clockTrusted })
  channels.start()
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    await channels.stop()
    await book.close()
    await store.close()
  }
  onTestFinished(close)
  const asleep = () =>
    vi.waitFor(async () => {
      if (channels.isBusy() || clock.timers() < 2) throw new Error('busy')
    }, 20_000)
  return {
    ...{ folder, graph, store, book, sealer, clock, bus, trust, channels, asleep, close },
    async talkWith(contactKey, channelId = 'page') {
      graph.people.set(contactKey, { name: contactKey, lastInAt: clock.now(), isBlocked: false })
      const channelType = channelId === 'page' ? 'messenger' : 'whatsapp'
      const received = await store.talk.receive(
        incoming(contactKey, clock.now(), {}, { channelId, channelType, channelName: channelId }),
      )
      if (received === 'full') throw new Error('full')
      await store.talk.pick(received.conversationId, 'u1', 'Ana', clock.now())
      return received.conversationId
    },
    async answer(conversationId, text, differing = {}) {
      const now = clock.now()
      const written = await store.talk.write(conversationId, outgoing(now, { text, ...differing }))
      if (typeof written === 'string') throw new Error(written)
      bus.emit('message.changed', conversationId, written.id)
      return written
    },
    message: (id) => store.talk.message(id),
    async later(ms) {
      clock.pass(ms)
      await asleep()
    },
  }
}
