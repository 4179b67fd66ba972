import { randomUUID } from 'node:crypto'
import type { ChannelSetting } from '@sereno/shared/channel.ts'
import type { Role } from '@sereno/shared/user.ts'
import { expect, vi } from 'vitest'
import { hashSecret, newSecret } from '../../src/services/secret.ts'
import type { Incoming } from '../../src/store/talk-types.ts'
import { type EventStream, listen } from './event-stream.ts'
import { noon } from './house.ts'
import { newUser } from './new-user.ts'
import { type Answered, type Served, served } from './served.ts'
import { setUp } from './set-up.ts'
import { incoming } from './talk.ts'

/** Somebody at a console of their own. */
export interface Console {
  id: string
  cookie: string
  ask(method: string, path: string, json?: unknown): Promise<Answered>
  /** Opens the event stream; resolves once they are told what happens. */
  listen(lastEventId?: string): Promise<EventStream>
}

export interface Consoles extends Served {
  /** Makes somebody with a role, and signs them in. */
  person(name: string, role: Role): Promise<Console>
  /** A contact writes; gives the conversation's id. */
  write(contact: string, text: string, channel?: Partial<Pick<Incoming, 'channelId' | 'channelType'>>): Promise<string>
}

export const talks = '/api/v1/conversations'

const since = new Date(noon).toISOString()
const settings = { pageName: '', sealed: '' }
const channels: ChannelSetting[] = [
  {
    ...{ id: 'chat', type: 'live-chat', name: 'Chat', active: true, createdAt: since, since, sealed: '' },
    settings: { color: '#1d4ed8', greeting: '', hours: null, awayText: '', language: null, origins: [] },
  },
  {
    ...{ id: 'page', type: 'messenger', name: 'Page', active: true, createdAt: since, since },
    settings: { ...settings, pageId: '1' },
  },
]

/** A house that is set up, with a live chat and a Facebook page, and people at consoles. */
export async function consoles(): Promise<Consoles> {
  const here = await served()
  const { house, port, ask } = here
  await setUp(here)
  await house.book.change((draft) => {
    draft.channels = structuredClone(channels)
  })
  return {
    ...here,

    async person(name, role) {
      const id = randomUUID()
      const user = newUser({ id, username: name.toLowerCase(), email: `${id}@bar.example`, phone: null })
      await house.store.people.addUser({ ...user, fullName: name, role, createdAt: noon }, [], [])
      const secret = newSecret()
      const session = { id: randomUUID(), hash: hashSecret(secret), userId: id, address: '192.0.2.1', browser: 'test' }
      await house.store.people.addSession({ ...session, createdAt: noon, lastUsedAt: noon })
      const cookie = `sereno_session=${secret}`
      return {
        id,
        cookie,
        ask: (method, path, json) => ask(method, path, { headers: { cookie }, ...(json !== undefined && { json }) }),
        async listen(lastEventId) {
          const stream = await listen(port, {
            cookie,
            ...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
          })
          await vi.waitFor(() => expect(stream.raw()).toContain('retry'))
          return stream
        },
      }
    },

    async write(contact, text, channel = {}) {
      const received = await house.store.talk.receive(incoming(contact, house.clock.now(), { text }, channel))
      if (received === 'full') throw new Error('full')
      house.bus.emit('message.changed', received.conversationId, received.message.id)
      house.bus.emit('conversation.changed', received.conversationId)
      return received.conversationId
    },
  }
}
