import { expect, it } from 'vitest'
import { noon } from '../../../test/fakes/house.ts'
import { mailed, withAna, withEva } from '../../../test/fakes/people.ts'
import { choose, form, pushPath } from '../../../test/fakes/pushes.ts'
import { visitorWrites, withWebChat } from '../../../test/fakes/web-chat.ts'
import { tellMessages } from './messages.ts'
import { tellUnpicked } from './unpicked.ts'

const minuteMs = 60_000

/** Eva, an operator with a browser that gets pushes, and whom the staff call. */
async function withOperator() {
  const here = await withAna()
  const { id, cookie } = await withEva(here, { role: 'operator' })
  await here.as(cookie)('POST', pushPath, form('eva'))
  await here.ana('PATCH', '/api/v1/settings/venue', { help: { name: 'Marta', phone: '+34600123456' } })
  await withWebChat(here)
  const { store, clock } = here.house
  const later = async (minutes: number) => {
    clock.at += minutes * minuteMs
    await tellUnpicked(here.house)
    const pushes = (await store.push.heads()).map(({ delivery }) => delivery)
    for (const { id: one } of pushes) await store.push.settle(one, { end: 'taken', at: clock.at })
    return {
      mails: await mailed(here),
      pushes: pushes.map(({ text, urgency }) => ({ ...JSON.parse(text), urgency })),
    }
  }
  return { ...here, evaId: id, eva: here.as(cookie), later }
}

const nothing = { mails: [], pushes: [] }

it('calls operators by push and mail to what nobody has picked for three minutes, once, and does not mail it again', async () => {
  const here = await withOperator()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'My card is 4111', 'ipad-1')
  expect(await here.later(2)).toEqual(nothing)
  const { mails, pushes } = await here.later(1)
  expect(mails).toMatchObject([{ to: 'eva@example.com', subject: '1 conversación espera y nadie la ha cogido' }])
  expect(mails[0]?.text).toContain('+34600123456 Marta')
  expect(mails[0]?.text).toContain('- Lucia\n  desde el 21 nov, 13:00\n  Web')
  expect(mails[0]?.text).toContain(`/console?conversation=${conversationId}`)
  expect(pushes).toMatchObject([
    {
      title: '1 conversación espera a que alguien la coja',
      url: `/console?conversation=${conversationId}`,
      urgency: 'high',
    },
  ])
  expect(pushes[0].body).toMatch(
    /^\u2068Lucia\u2069 espera desde hace 3\smin\. El iPad ofrece llamar al \+34600123456\.$/u,
  )
  expect(JSON.stringify([mails, pushes])).not.toContain('4111')
  expect(await here.later(1)).toEqual(nothing)
  here.house.clock.at += 10 * minuteMs
  await tellMessages(here.house)
  expect(await mailed(here)).toEqual([])
})

it('calls to several at once, and to none that was picked', async () => {
  const here = await withOperator()
  const { conversationId } = await visitorWrites(here, 'Lucia', 'One')
  await visitorWrites(here, 'Marc', 'Two')
  await visitorWrites(here, 'Nuria', 'Three')
  await here.house.store.talk.pick(conversationId, here.evaId, 'Eva Roig', noon)
  const { mails, pushes } = await here.later(3)
  expect(mails).toMatchObject([{ subject: '2 conversaciones esperan y nadie las ha cogido' }])
  expect(mails[0]?.text).not.toContain('Lucia')
  // Only the venue's own people are told whom they can call.
  expect(mails[0]?.text).not.toContain('+34600123456')
  expect(pushes).toMatchObject([{ url: '/console' }])
})

it('calls nobody outside the hours of the channel, nor in their quiet hours, and calls when the channel opens', async () => {
  const here = await withOperator()
  await here.house.book.change((draft) => {
    const [web] = draft.channels
    // Noon in London is 13:00 in Madrid; a Saturday.
    if (web?.type === 'live-chat') web.settings.hours = { days: [{ day: 6, from: '14:00', to: '20:00' }], holidays: [] }
  })
  await visitorWrites(here, 'Lucia', 'One')
  expect(await here.later(10)).toEqual(nothing)
  expect(await here.later(50)).toMatchObject({ mails: [{ to: 'eva@example.com' }], pushes: [{ urgency: 'high' }] })
  await choose(here.eva, (all) => {
    all.quietHours = { from: '14:00', to: '16:00' }
  })
  await visitorWrites(here, 'Marc', 'Two')
  expect(await here.later(4)).toEqual(nothing)
})
