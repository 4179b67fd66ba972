import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import { openSealer } from '../../src/store/sealed.ts'
import { openStore } from '../../src/store/store.ts'
import type { Received } from '../../src/store/talk-types.ts'
import type { Store } from '../../src/store/types.ts'
import { keptLog } from './kept-log.ts'
import { newEntry } from './new-entry.ts'
import { newUser } from './new-user.ts'
import { pretendDevice } from './pretend-network.ts'
import { incoming, outgoing } from './talk.ts'

export const madeAt = Date.parse('2026-11-20T03:30:00.000Z')

/** What a state folder holds, as far as a backup has to bring it back. */
export interface Held {
  devices: string[]
  mailPassword: string | undefined
  entries: string[]
  user: string | undefined
  passwordHash: string | undefined
  pairedTo: string | undefined
  /** What is sealed with the key of the folder. */
  secret: string | null
  signedIn: boolean
  waiting: number
  /** How what an operator wrote is on its way. */
  answers: (string | null)[]
  databaseId: string
}

/** Fills a state folder: a venue with a device, mail settings, a person, a paired iPad, history, a session, a mail, an answer. */
export async function liveIn(folder: string, device = 'Kitchen printer'): Promise<void> {
  const { store, book } = await open(folder)
  await book.change((draft) => {
    draft.account = {
      company: 'Bar Pépé',
      email: 'ana@example.com',
      language: 'es',
      timezone: 'Europe/Madrid',
      createdAt: '2026-11-01T10:00:00.000Z',
    }
    draft.venue.name = 'Bar Pépé'
    draft.mail = {
      host: '192.168.1.2',
      port: 587,
      security: 'auto',
      user: 'ana',
      password: 'mail secret',
      from: 'a@b.es',
    }
    draft.devices = [pretendDevice('kitchen', '192.168.1.50', { name: device })]
  })
  await store.people.addFirst(newUser({ passwordHash: 'hash of her password' }))
  const session = { id: 's1', userId: 'u1', createdAt: madeAt, lastUsedAt: madeAt, address: '192.168.1.9', browser: '' }
  await store.people.addSession({ ...session, hash: 'session hash' })
  await store.pairings.setAppPassword('phc', 10)
  await store.pairings.pair({ id: 't1', deviceId: 'pad-1', hash: 'pad hash', createdAt: 5 }, 'phc')
  await store.journal.apply([{ do: 'open', entry: newEntry({ at: madeAt, deviceName: device, text: device }) }])
  await store.outbox.add([
    {
      id: 'm1',
      transport: 'email',
      runId: null,
      to: 'ana@example.com',
      messageId: '<m1@sereno>',
      subject: 'Digest',
      text: 'Digest',
      html: '',
      headers: {},
      createdAt: madeAt,
      expiresAt: madeAt + 1e9,
      nextAt: madeAt,
    },
  ])
  const { conversationId } = (await store.talk.receive(incoming('lucia', madeAt))) as Received
  await store.talk.pick(conversationId, 'u1', 'Ana', madeAt)
  await store.talk.write(conversationId, outgoing(madeAt))
  await store.keep.set({ running: true, 'test.sealed': openSealer(folder).seal(`secret of ${device}`, 'test') })
  await book.close()
  await store.close()
}

/** What there is in a state folder now. */
export async function heldIn(folder: string): Promise<Held> {
  const { store, book } = await open(folder)
  const { items } = await store.journal.list({}, { limit: 50 })
  const user = await store.people.findLogin('ana')
  const held = {
    devices: book.read().devices.map(({ name }) => name),
    mailPassword: book.read().mail?.password,
    entries: items.map(({ deviceName }) => deviceName ?? ''),
    user: user?.fullName,
    passwordHash: user?.passwordHash,
    pairedTo: (await store.pairings.pairedBy('pad hash'))?.deviceId,
    secret: secretIn(folder, await store.keep.get('test.sealed')),
    signedIn: (await store.people.session('session hash')) !== null,
    waiting: (await store.outbox.waiting()).count,
    answers: await answersIn(store),
    databaseId: store.databaseId,
  }
  await book.close()
  await store.close()
  return held
}

const secretIn = (folder: string, sealed: unknown) =>
  typeof sealed === 'string' ? openSealer(folder).open(sealed, 'test') : null

async function answersIn({ talk }: Store): Promise<(string | null)[]> {
  const [conversation] = await talk.ofContact('lucia')
  const { items } = await talk.messages(conversation?.id ?? '', {}, 9)
  return items.filter(({ kind }) => kind === 'out').map(({ state }) => state)
}

async function open(folder: string) {
  const log = keptLog()
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
  return { store, book: await openBook({ folder, log, clock: systemClock }) }
}
