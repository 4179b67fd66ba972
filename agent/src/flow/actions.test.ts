import { expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import type { Condition } from '../judge/types.ts'
import type { FailedAction } from './action-log.ts'
import { makeActionLog } from './actions.ts'
import { makeBus } from './bus.ts'
import { Recorder, theAgent } from './recorder.ts'

const second = 1000
const line = { deviceId: 'line', deviceName: 'Internet' }
const cut: Condition = { cause: 'isp_down', probe: 'internet', rule: 'K2.isp_down', attempts: 3, detail: {} }
const mail: FailedAction = { cause: 'mail_retry', rule: 'K1.mail_retry', attempts: 1, detail: { mailId: 'm1' } }

async function begin() {
  const clock = new HandClock('2026-11-21T10:00:00.000Z')
  const store = await ownStore()
  const start = () => Recorder.start(store.journal, clock, makeBus())
  const recorder = await start()
  const entries = async () => (await store.journal.list({}, { limit: 100 })).items.toReversed()
  const entryOf = async (cause: string) => (await entries()).find((entry) => entry.cause === cause)
  return { clock, store, start, recorder, actions: makeActionLog(recorder), entries, entryOf }
}

test('a retry during an outage is explained by the outage that is open', async () => {
  const { clock, recorder, actions, entryOf } = await begin()
  await recorder.record(line, [cut], clock.now())
  await actions.open(mail)
  expect((await entryOf('mail_retry'))?.explainedBy).toBe((await entryOf('isp_down'))?.id)
})

test('a retry that noticed the outage before the watch did is explained at its next attempt', async () => {
  const { clock, recorder, actions, entryOf } = await begin()
  const id = await actions.open(mail)
  expect((await entryOf('mail_retry'))?.explainedBy).toBeNull()
  clock.pass(20 * second)
  await recorder.record(line, [cut], clock.now())
  clock.pass(10 * second)
  await actions.repeat(id, 2, mail.detail)
  expect(await entryOf('mail_retry')).toMatchObject({
    explainedBy: (await entryOf('isp_down'))?.id,
    attempts: 2,
    occurrences: 2,
  })
})

test('a retry that failed long before the outage had another reason', async () => {
  const { clock, recorder, actions, entryOf } = await begin()
  const id = await actions.open(mail)
  clock.pass(600 * second)
  await recorder.record(line, [cut], clock.now())
  await actions.repeat(id, 4, mail.detail)
  expect((await entryOf('mail_retry'))?.explainedBy).toBeNull()
})

test('an Error of an action is never explained away, and over as soon as it is known', async () => {
  const { clock, recorder, actions, entryOf } = await begin()
  await recorder.record(line, [cut], clock.now())
  await actions.moment({ ...mail, cause: 'mail_failed', rule: 'K4.mail_failed' })
  expect(await entryOf('mail_failed')).toMatchObject({ kind: 'Error', explainedBy: null, endedAt: expect.any(String) })
})

test('the entry of an action ends with the action, not with a look at our own machine, nor with a restart', async () => {
  const { clock, start, recorder, actions, entries } = await begin()
  await actions.open(mail)
  await recorder.record(theAgent, [], clock.now())
  const again = makeActionLog(await start())
  const [open] = again.openOf('mail_retry')
  expect(open?.detail.mailId).toBe('m1')
  expect(again.openOf('mail_failed')).toEqual([])
  await again.end(open?.id ?? '')
  await again.end(open?.id ?? '')
  expect((await entries()).map(({ endedAt }) => endedAt === null)).toEqual([false])
  expect(again.openOf('mail_retry')).toEqual([])
})
