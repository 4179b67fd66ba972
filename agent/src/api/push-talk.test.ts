import { expect, it } from 'vitest'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { choose, form, pushPath, spreadAll } from '../../test/fakes/pushes.ts'
import { operatorWrites, visitorWrites, withWebChat } from '../../test/fakes/web-chat.ts'
import { afterQuiet } from '../services/push/spread-push.ts'

/** Ana, an admin, and Eva, an operator, each with a browser. */
async function withBrowsers() {
  const here = await withAna()
  const { id, cookie } = await withEva(here, { role: 'operator' })
  const eva = here.as(cookie)
  await here.ana('POST', pushPath, form('ana'))
  await eva('POST', pushPath, form('eva'))
  await withWebChat(here)
  const picks = (conversationId: string) =>
    here.house.store.talk.pick(conversationId, id, 'Eva Roig', here.house.clock.at)
  return { ...here, eva, evaId: id, picks }
}

/** Whose browsers wait for a push. */
const waiting = async ({ house }: Pick<Here, 'house'>, evaId: string) =>
  (await house.store.push.heads()).map(({ subscription }) => (subscription.userId === evaId ? 'eva' : 'ana')).toSorted()

it('a message in the inbox is told to all operators without its text, and no longer once somebody has picked it', async () => {
  const here = await withBrowsers()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'My card is 4111')
  const [told] = await spreadAll(here)
  expect(told).toMatchObject({
    title: 'Mensaje de «\u2068Lucia\u2069» (sin verificar)',
    body: 'En la bandeja de entrada, por \u2068Web\u2069.',
    url: `/console?conversation=${conversationId}`,
  })
  expect(JSON.stringify(told)).not.toContain('4111')
  expect(await waiting(here, here.evaId)).toEqual(['ana', 'eva'])
  await here.picks(conversationId)
  expect(await waiting(here, here.evaId)).toEqual(['eva'])
  await operatorWrites(here, conversationId, here.evaId)
  expect(await waiting(here, here.evaId)).toEqual([])
})

it('a message of a picked conversation is told to its picker alone, and none that was answered meanwhile to anybody', async () => {
  const here = await withBrowsers()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'Hello')
  await here.picks(conversationId)
  expect(await spreadAll(here)).toHaveLength(1)
  expect(await waiting(here, here.evaId)).toEqual(['eva'])
  await visitorWrites(here, 'Lucia', 'Are you there?')
  await operatorWrites(here, conversationId, here.evaId)
  expect(await spreadAll(here)).toEqual([])
  // Computed while it was in the inbox, written down once it is another's: nobody else gets it.
  const { conversationId: other } = await visitorWrites(here, 'Marc', 'Hello')
  const [event] = await here.house.store.push.events()
  expect(event).toMatchObject({ event: 'message.received' })
  await spreadAll(here)
  await here.picks(other)
  expect(await waiting(here, here.evaId)).toEqual(['eva'])
})

it('viewers hear of no conversation, and after quiet hours operators hear how many wait', async () => {
  const here = await withBrowsers()
  await here.house.store.people.changeUser(here.evaId, { role: 'viewer' }, [], [])
  await choose(here.ana, (all) => {
    // 13:00 in Madrid.
    all.quietHours = { from: '12:00', to: '15:00' }
  })
  await visitorWrites(here, 'Lucia', 'Hello')
  await visitorWrites(here, 'Marc', 'Hello')
  expect(await spreadAll(here)).toEqual([])
  const [anaId = '', ...others] = await here.house.store.push.quiet()
  expect(others).toEqual([])
  here.house.clock.at += 2 * 3_600_000
  const [told] = (await afterQuiet(here.house, anaId)) ?? []
  expect(JSON.parse(told?.text ?? '')).toMatchObject({ title: '2 conversaciones esperan respuesta', url: '/console' })
})

it('a conversation that is handed on is told to its taker alone, also where it waits for nothing', async () => {
  const here = await withBrowsers()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'My card is 4111')
  await spreadAll(here)
  await here.picks(conversationId)
  await operatorWrites(here, conversationId, here.evaId)
  const { json } = await here.ana('GET', '/api/v1/me')
  expect(await waiting(here, here.evaId)).toEqual([])
  const handed = { userId: (json as { id: string }).id, note: '' }
  expect((await here.eva('POST', `/api/v1/conversations/${conversationId}/transfer`, handed)).status).toBeLessThan(300)
  expect(await waiting(here, here.evaId)).toEqual(['ana'])
  const [head] = await here.house.store.push.heads()
  expect(JSON.parse(head?.delivery.text ?? '')).toMatchObject({
    title: '\u2068Eva Roig\u2069 te pasa una conversación',
    body: 'Ahora es tuya, por \u2068Web\u2069.',
    url: `/console?conversation=${conversationId}`,
  })
})
