import { expect, it } from 'vitest'
import { noon } from '../../../test/fakes/house.ts'
import { mailed, withAna, withEva } from '../../../test/fakes/people.ts'
import { operatorWrites, visitorWrites, withWebChat } from '../../../test/fakes/web-chat.ts'
import { tellMessages } from './messages.ts'

const minuteMs = 60_000

/** Ana, an admin, and Eva, an operator: both can be mailed. */
async function withOperators() {
  const here = await withAna()
  const { id } = await withEva(here, { role: 'operator' })
  const { people, talk } = here.house.store
  const ana = (await people.findLogin('ana'))?.id ?? ''
  await people.changeUser(ana, { emailConfirmedAt: noon }, [], [])
  await withWebChat(here)
  const later = async (minutes: number) => {
    here.house.clock.at += minutes * minuteMs
    await tellMessages(here.house)
    return mailed(here)
  }
  const picks = (conversationId: string) => talk.pick(conversationId, id, 'Eva Roig', here.house.clock.at)
  return { ...here, anaId: ana, evaId: id, later, picks }
}

it('mails what stands unanswered in the inbox for five minutes to all operators, once and bundled, without its text', async () => {
  const here = await withOperators()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'My card is 4111')
  await visitorWrites(here, 'Lucia', 'Hello?')
  expect(await here.later(4)).toEqual([])
  const letters = await here.later(1)
  expect(letters.map(({ to }) => to).toSorted()).toEqual(['ana@example.com', 'eva@example.com'])
  expect(letters.map(({ subject }) => subject)).toEqual(Array(2).fill('Hay 2 mensajes sin responder'))
  for (const { text, html } of letters) {
    expect(text).toContain('«Lucia» (sin verificar), 21 nov, 13:00\n  Web')
    expect(text).toContain(`/console?conversation=${conversationId}`)
    expect(text + html).not.toMatch(/4111|Hello/u)
  }
  expect(await here.later(60)).toEqual([])
})

it('mails nothing of what was answered before, and of what somebody has picked that person alone, with the text', async () => {
  const here = await withOperators()
  const answered = await visitorWrites(here, 'Lucia', 'Is the terrace open?')
  await here.picks(answered.conversationId)
  await operatorWrites(here, answered.conversationId, here.evaId)
  await here.picks((await visitorWrites(here, 'Marc', '<b>An umbrella</b>')).conversationId)
  const [letter, ...others] = await here.later(5)
  expect(others).toEqual([])
  expect(letter).toMatchObject({ to: 'eva@example.com', subject: 'Hay 1 mensaje sin responder' })
  expect(letter?.text).toContain('- <b>An umbrella</b>\n  «Marc» (sin verificar), 21 nov, 13:00\n  Web')
  expect(letter?.html).toContain('&lt;b&gt;An umbrella&lt;/b&gt;')
})

it('leads from several conversations to the console, and calls a visitor without a name one', async () => {
  const here = await withOperators()
  await visitorWrites(here, 'Lucia', 'One')
  await visitorWrites(here, '', 'Two')
  const [letter] = await here.later(5)
  expect(letter?.text).toMatch(/\/console\n/u)
  expect(letter?.text).toContain('Un visitante, 21 nov, 13:00')
})
