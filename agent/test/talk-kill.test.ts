import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { openBook } from '../src/store/book.ts'
import { openSealer } from '../src/store/sealed.ts'
import { openStore } from '../src/store/store.ts'
import { metaChannels } from './fakes/channel-scene.ts'
import { startGraph } from './fakes/graph.ts'
import { keptLog } from './fakes/kept-log.ts'
import { newUser } from './fakes/new-user.ts'
import { ownFolder } from './fakes/own-folder.ts'
import { incoming, outgoing } from './fakes/talk.ts'

test('killed with a piece on its way, taken and unheard of: all arrives in order, and only that piece twice', async () => {
  const graph = await startGraph()
  const folder = ownFolder()
  const log = keptLog()
  const clock = systemClock
  const now = clock.now()
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
  const book = await openBook({ folder, log, clock })
  await book.change((draft) => void draft.channels.push(...metaChannels(openSealer(folder))))
  await store.people.addFirst(newUser())
  const pieces = ['a', 'b', 'c'].map((letter) => letter.repeat(2000))
  for (const contactKey of ['eva', 'luis']) {
    graph.people.set(contactKey, { name: contactKey, lastInAt: now, isBlocked: false })
    const channel = { channelId: 'page', channelType: 'messenger', channelName: 'Facebook' } as const
    const received = await store.talk.receive(incoming(contactKey, now, {}, channel))
    if (received === 'full') throw new Error('full')
    await store.talk.pick(received.conversationId, 'u1', 'Ana', now)
    await store.talk.write(received.conversationId, outgoing(now, { text: pieces.join('') }))
    await store.talk.write(received.conversationId, outgoing(now, { text: 'the end' }))
  }
  await book.close()
  await store.close()

  const begin = () => {
    const script = join(import.meta.dirname, 'fakes/talk-process.ts')
    const child = spawn(process.execPath, [script, folder, graph.url], { stdio: 'inherit' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  // Meta has taken Eva's second piece, and its word of that is lost on the way.
  graph.step = ({ path, body }) => {
    const isIt = path.endsWith('/messages') && body.includes('"eva"') && body.includes(pieces[1] ?? '')
    if (!isIt || first.killed) return 'go'
    first.kill('SIGKILL')
    return 'take_and_drop'
  }
  const first = begin()
  await once(first, 'exit')
  const [code] = await once(begin(), 'exit')
  expect(code).toBe(0)
  const sentTo = (contact: string) => graph.sent.filter(({ to }) => to === contact).map(({ text }) => text)
  const [one, two, three] = pieces
  expect(sentTo('eva')).toEqual([one, two, two, three, 'the end'])
  const toLuis = sentTo('luis')
  expect(toLuis.filter((text, at) => text !== toLuis[at - 1])).toEqual([one, two, three, 'the end'])
  // At most the one that was on its way as well.
  expect(toLuis.length).toBeLessThanOrEqual(5)
}, 60_000)
