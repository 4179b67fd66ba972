import { expect, it } from 'vitest'
import { byMail } from '../../../test/fakes/choices.ts'
import { noon } from '../../../test/fakes/house.ts'
import { mailed, withAna, withEva } from '../../../test/fakes/people.ts'
import { tellMessages } from './messages.ts'

const minuteMs = 60_000
const tickets = '/api/v1/tickets'

/** Eva, an operator with a ticket of her own that the distributor gets by mail, and Ana, who answers. */
async function withTicket() {
  const here = await withAna()
  const { id, cookie } = await withEva(here, { role: 'operator' })
  await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@distributor.example' })
  await here.as(cookie)('POST', tickets, { subject: 'The kitchen printer', text: 'It prints nothing.' })
  await mailed(here)
  const later = async (minutes: number) => {
    here.house.clock.at += minutes * minuteMs
    await tellMessages(here.house)
    return (await mailed(here)).filter(({ to }) => to !== 'help@distributor.example')
  }
  const reply = (text: string) => here.ana('POST', `${tickets}/1/messages`, { text })
  return { ...here, evaId: id, eva: here.as(cookie), later, reply }
}

it('P42a mails an answer that stands unanswered for five minutes, once, and bundles what comes in between', async () => {
  const here = await withTicket()
  await here.reply('Is <b>paper</b> in?')
  expect(await here.later(4)).toEqual([])
  const [letter, ...none] = await here.later(1)
  expect(none).toEqual([])
  expect(letter).toMatchObject({ to: 'eva@example.com', subject: 'Hay 1 mensaje sin responder' })
  expect(letter?.text).toContain('- Is <b>paper</b> in?\n  Ana Puig, 21 nov, 13:00\n  Ticket 1: The kitchen printer')
  expect(letter?.html).toContain('Is &lt;b&gt;paper&lt;/b&gt; in?')
  expect(letter?.text).toContain('/account/support?ticket=1')
  expect(letter?.text).toContain('/me#notifications')
  await here.reply('Hello?')
  expect(await here.later(1)).toEqual([])
  await here.reply('Anybody there?')
  expect(await here.later(6)).toEqual([])
  const [second] = await here.later(3)
  expect(second?.subject).toBe('Hay 2 mensajes sin responder')
  expect(second?.text).not.toContain('paper')
  expect(await here.later(60)).toEqual([])
})

it('P42b sends none where e-mail is not allowed, to an address that nobody confirmed, or of what was read or answered', async () => {
  const here = await withTicket()
  const { people, notifications } = here.house.store
  await here.reply('Is paper in?')
  const choices = byMail(['message'])
  await notifications.set(here.evaId, { ...choices, allow: { ...choices.allow, email: false } })
  expect(await here.later(6)).toEqual([])
  await notifications.set(here.evaId, byMail(['ticket']))
  expect(await here.later(6)).toEqual([])
  await notifications.set(here.evaId, choices)
  await people.changeUser(here.evaId, { emailConfirmedAt: null }, [], [])
  expect(await here.later(1)).toEqual([])
  await people.changeUser(here.evaId, { emailConfirmedAt: noon }, [], [])
  await here.eva('POST', `${tickets}/1/seen`)
  expect(await here.later(1)).toEqual([])
  await here.reply('And now?')
  await here.eva('POST', `${tickets}/1/messages`, { text: 'It is.' })
  expect(await here.later(6)).toEqual([])
})

it('waits for the end of quiet hours, and says nothing of what was answered until then', async () => {
  const here = await withTicket()
  // Noon in London is 13:00 in Madrid.
  await here.house.store.notifications.set(
    here.evaId,
    byMail(['message'], { quietHours: { from: '13:00', to: '14:00' } }),
  )
  await here.reply('Is paper in?')
  expect(await here.later(59)).toEqual([])
  expect(await here.later(2)).toHaveLength(1)
})

it('mails an advisor what the venue wrote only where the distributor’s own address does not get it', async () => {
  const here = await withAna()
  const { id } = await withEva(here, { role: 'advisor' })
  const waits = async () => {
    here.house.clock.at += 11 * minuteMs
    await tellMessages(here.house)
    return (await mailed(here)).map(({ to, subject }) => `${to}: ${subject}`)
  }
  await here.ana('POST', tickets, { subject: 'The kitchen printer', text: 'It prints nothing.' })
  expect(await waits()).toEqual(['eva@example.com: Ticket 1: pendiente'])
  expect(await waits()).toEqual([])
  await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@distributor.example' })
  expect(await waits()).toEqual(['eva@example.com: Hay 1 mensaje sin responder'])
  await here.house.store.people.changeUser(id, { role: 'viewer' }, [], [])
  await here.ana('POST', `${tickets}/1/messages`, { text: 'Still nothing.' })
  expect(await waits()).toEqual(['help@distributor.example: Ticket 1: pendiente'])
})
