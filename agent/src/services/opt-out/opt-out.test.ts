import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newMail, newRun } from '../../../test/fakes/new-run.ts'
import { newUser } from '../../../test/fakes/new-user.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { stopLinks } from '../../flow/stop-links.ts'
import { addIntegration } from '../integrations/add-integration.ts'
import { changeIntegration } from '../integrations/change-integration.ts'
import { recipientStanding } from '../integrations/recipient-standing.ts'
import { resendMail, shownMail } from '../integrations/run-mail.ts'
import { Pace } from '../pace.ts'
import { lookAtOptOut, setOptOut } from './opt-out.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
  await house.store.people.addFirst(newUser({ id: technician.userId, email: technician.email, emailConfirmedAt: 1 }))
})
afterEach(() => house.close())

const free = { take: () => ({ right() {} }) }
const add = (form: object = {}) =>
  addIntegration(
    house,
    api['integrations.add'].body.parse({ type: 'error-follow-up', name: 'Bar Pepe', emails: 'Ops@x.test', ...form }),
    technician,
    'en',
  )
const linkTo = async (email: string) => {
  const links = await stopLinks(house, [email])
  return links.get(email)?.split('#')[1] ?? ''
}

test('an added address is being told; what a user confirmed is known; a test tells nobody', async () => {
  const mail = { host: 'mail.test', port: 587, security: 'auto', user: '', password: '', from: 'a@b.test' } as const
  await house.book.change((draft) => Object.assign(draft, { mail }))
  const one = await add({ emails: `Ops@x.test, ${technician.email}` })
  expect(api['integrations.add'].response.parse(one).recipients).toEqual([
    { email: 'Ops@x.test', standing: 'waiting' },
    { email: technician.email, standing: 'known' },
  ])
  const tested = await add({ name: 'Test', emails: 'new@x.test', test: true })
  expect(tested.recipients).toEqual([{ email: 'new@x.test', standing: 'untold' }])
  const items = await house.store.outbox.claim(house.clock.now(), 10)
  expect(items.map(({ to }) => to)).toEqual(['Ops@x.test'])
  await house.store.outbox.failed(items[0]?.id ?? '', house.clock.now(), '550 no such user')
  expect((await recipientStanding(house, ['OPS@x.test'])).items).toEqual([{ email: 'OPS@x.test', standing: 'refused' }])
})

test('a link tells what it stops, stops it, and lets it come again', async () => {
  await add()
  await add({ name: 'At rest', active: false })
  const token = await linkTo('Ops@x.test')
  const what = { venue: house.book.read().venue.name, email: 'ops@x.test' }
  const followUps = [{ name: 'Bar Pepe', sendAt: '07:00' }]
  expect(await lookAtOptOut(house, free, token, '::1')).toEqual({ ...what, stopped: false, followUps })
  expect((await setOptOut(house, free, { token, stopped: true }, '::1')).stopped).toBe(true)
  expect((await lookAtOptOut(house, free, token, '::1')).stopped).toBe(true)
  expect((await recipientStanding(house, ['ops@x.test'])).items[0]?.standing).toBe('stopped')
  expect((await setOptOut(house, free, { token, stopped: false }, '::1')).stopped).toBe(false)
})

test('an address that stopped the mails is not told again when it is added again', async () => {
  await setOptOut(house, free, { token: await linkTo('gone@x.test'), stopped: true }, '::1')
  const one = await add({ emails: 'gone@x.test' })
  expect(one.recipients).toEqual([{ email: 'gone@x.test', standing: 'stopped' }])
  await changeIntegration(house, one.id, { emails: ['gone@x.test', 'Gone@x.test'] }, technician)
  expect((await house.store.outbox.waiting()).count).toBe(0)
})

test('a mail of a run is not sent again to who stopped them, and shows nobody their link', async () => {
  const { id } = await add()
  const html = `<a href="http://sereno.local:7373/opt-out#${'t'.repeat(43)}">x</a>`
  const mail = newMail({ id: 'm-1', runId: 'r-1', to: 'ops@x.test', html })
  await house.store.runs.record(newRun({ id: 'r-1', integrationId: id }), [mail])
  await house.store.outbox.sent('m-1', house.clock.now())
  expect(await shownMail(house, id, 'm-1')).toBe('<a href="http://sereno.local:7373/opt-out">x</a>')
  await house.store.recipients.setStopped('ops@x.test', true, house.clock.now())
  const pace = new Pace(house.clock, 5, 60_000)
  expect(await refusalOf(() => resendMail(house, id, 'm-1', 'en', pace))).toMatchObject({ code: 'opted_out' })
})
