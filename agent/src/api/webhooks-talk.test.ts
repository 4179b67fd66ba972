import { expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { withAna, withEva } from '../../test/fakes/people.ts'
import { visitorWrites, withWebChat } from '../../test/fakes/web-chat.ts'
import { eventData } from '../services/webhooks/event-data.ts'

/** A webhook of Ana's that hears of talk, and what waits for it. */
async function withWebhook() {
  const here = await withAna()
  await withWebChat(here)
  const events = ['message.received', 'channel.attention'] as const
  const hook = { url: 'https://pos.example/hook', events, active: true }
  const { id } = (await here.ana('POST', '/api/v1/webhooks', hook)).json
  const waiting = async () => {
    const { json } = await here.ana('GET', `/api/v1/webhooks/${id}/deliveries`)
    return (json.items as { event: string }[]).map(({ event }) => event)
  }
  return { ...here, waiting }
}

it('a webhook is told that a contact wrote, and neither what nor who, whoever has picked it', async () => {
  const here = await withWebhook()
  const { id } = await withEva(here)
  const { conversationId, message } = await visitorWrites(here, 'Lucia', 'My card is 4111')
  await here.house.store.talk.pick(conversationId, id, 'Eva Roig', here.house.clock.at)
  expect(await here.waiting()).toEqual(['message.received'])
  const data = await eventData(here.house, 'message.received', `${conversationId}:${message.id}`)
  expect(data).toMatchObject({ conversationId, channel: { type: 'live-chat', name: 'Web' }, isPicked: true })
  expect(JSON.stringify(data)).not.toMatch(/4111|Lucia|Eva/u)
  await here.house.store.talk.erase(conversationId)
  expect(await here.waiting()).toEqual([])
})

it('a webhook is told once that a channel needs attention, and once that it is well again', async () => {
  const here = await withWebhook()
  const { journal } = here.house.store
  const at = here.house.clock.at
  const detail = { channel: 'Web', channelId: 'web', reason: 'refused' }
  const entry = newEntry({
    id: 'e1',
    at,
    deviceId: null,
    deviceName: null,
    source: 'agent',
    cause: 'channel_token',
    detail,
  })
  for (let time = 0; time < 2; time += 1) await journal.apply([{ do: 'open', entry }])
  expect(await here.waiting()).toEqual(['channel.attention'])
  for (let time = 0; time < 2; time += 1) await journal.apply([{ do: 'end', id: 'e1', at: at + 1000, occurrences: 1 }])
  expect(await here.waiting()).toEqual(['channel.attention', 'channel.attention'])
  expect(await eventData(here.house, 'channel.attention', 'e1:over')).toMatchObject({ id: 'web', status: 'active' })
  await here.house.book.change((draft) => {
    draft.channels = []
  })
  expect(await eventData(here.house, 'channel.attention', 'e1')).toBeNull()
})
