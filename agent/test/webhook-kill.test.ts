import { expect, test, vi } from 'vitest'
import { ownFolder } from './fakes/own-folder.ts'
import { startReceiver } from './fakes/receiver.ts'
import { startAgent, type WholeAgent } from './faults/whole-agent.ts'

const base = '/api/v1/webhooks'

test('P37 killed with a call on its way, again and again: nothing is lost, all comes in order, a double has its id', async () => {
  const receiver = await startReceiver()
  const data = ownFolder()
  let agent: WholeAgent = await startAgent({ data })
  const cookie = agent.cookie
  const form = { url: receiver.url, events: ['test'], allowPrivateAddress: true }
  const { json: hook } = await agent.ask('POST', base, form)
  const sent: string[] = []
  for (let cycle = 0; cycle < 4; cycle += 1) {
    const before = receiver.got.length
    // The first call of each cycle is taken, and its answer never comes.
    receiver.answer = () => (receiver.got.length === before + 1 ? 'hang' : 204)
    for (let one = 0; one < 3; one += 1) {
      const { status, json } = await agent.ask('POST', `${base}/${hook.id}/test`)
      expect(status).toBe(202)
      sent.push(String(json.deliveryId))
    }
    await vi.waitFor(() => expect(receiver.got.length).toBeGreaterThan(before), 10_000)
    await agent.kill()
    agent = await startAgent({ data, cookie })
    await vi.waitFor(() => expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(sent.length), 20_000)
  }
  const order = [...new Set(receiver.got.map(({ id }) => id))]
  expect(order).toEqual(sent)
  expect(receiver.got.length - sent.length).toBe(4)
  for (const id of order)
    expect(new Set(receiver.got.filter((call) => call.id === id).map(({ body }) => body)).size).toBe(1)
  await vi.waitFor(async () => expect((await agent.ask('GET', `${base}/${hook.id}`)).json.waiting).toBe(0), 10_000)
  await agent.stop()
}, 120_000)
