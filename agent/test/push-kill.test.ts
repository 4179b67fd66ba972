import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { makePushKeys } from '../src/flow/push-keys.ts'
import { openSealer } from '../src/store/sealed.ts'
import { openStore } from '../src/store/store.ts'
import { keptLog } from './fakes/kept-log.ts'
import { newUser } from './fakes/new-user.ts'
import { ownFolder } from './fakes/own-folder.ts'
import { startPushService } from './fakes/push-service.ts'

test('P36 killed with a push on its way: all arrive, only that one twice, and with the same topic', async () => {
  const service = await startPushService()
  const folder = ownFolder()
  const certificate = join(folder, 'ca.pem')
  writeFileSync(certificate, service.ca)
  const topics = ['one', 'two', 'three']
  const log = keptLog()
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
  await makePushKeys({ store, sealer: openSealer(folder), log })()
  await store.people.addFirst(newUser({ id: 'ana' }))
  const { endpoint, keys } = await service.subscribe()
  const now = Date.now()
  const whose = { userId: 'ana', sessionId: null, browser: '', createdAt: now }
  await store.push.add({ id: 'b1', endpoint, ...keys, ...whose }, 20)
  const about = { subscriptionId: 'b1', urgency: 'high', nextAt: now, expiresAt: now + 3_600_000 } as const
  await store.push.enqueue(topics.map((topic) => ({ id: topic, topic, text: JSON.stringify({ topic }), ...about })))
  await store.close()

  const begin = () => {
    const script = join(import.meta.dirname, 'fakes/push-process.ts')
    const child = spawn(process.execPath, [script, folder, certificate], { stdio: 'inherit' })
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }
  // The service has taken the second one, and its word of that is lost on the way.
  service.answer = async ({ headers }) => {
    if (headers.topic !== 'two' || first.killed) return 201
    first.kill('SIGKILL')
    return 'drop'
  }
  const first = begin()
  await once(first, 'exit')
  const [code] = await once(begin(), 'exit')
  expect(code).toBe(0)
  expect(service.got.map(({ headers }) => headers.topic)).toEqual(['one', 'two', 'two', 'three'])
  expect(service.got.map(({ message }) => message.topic)).toEqual(['one', 'two', 'two', 'three'])
}, 30_000)
