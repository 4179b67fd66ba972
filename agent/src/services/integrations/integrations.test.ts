import { api } from '@sereno/shared/api/index.ts'
import { languages } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newMail, newRun } from '../../../test/fakes/new-run.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { mailDate } from '../../clock.ts'
import { Pace } from '../pace.ts'
import { addIntegration } from './add-integration.ts'
import { changeIntegration } from './change-integration.ts'
import { getIntegration } from './get-integration.ts'
import { listCatalog } from './list-catalog.ts'
import { listIntegrations } from './list-integrations.ts'
import { listRuns } from './list-runs.ts'
import { previewIntegration } from './preview-integration.ts'
import { removeIntegration } from './remove-integration.ts'
import { runIntegration } from './run-integration.ts'
import { resendMail, runMail } from './run-mail.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const { body, response } = api['integrations.add']
const add = async (form: object = {}) =>
  response.parse(
    await addIntegration(
      house,
      body.parse({ type: 'error-follow-up', name: 'Bar Pepe', emails: 'ops@example.com', ...form }),
      technician,
      'ca',
    ),
  )

test('one is found by “Error Follow Up” in every language, and by its own name there', () => {
  for (const language of languages) {
    const { items } = api['integrations.catalog'].response.parse(listCatalog('error follow up', language))
    expect(items).toMatchObject([{ type: 'error-follow-up', name: say(language, 'mail.follow_up.name') }])
  }
  for (const q of ['Seguimiento', 'SEGUIMENT D’ERRORS', 'отслеживание', ' error-follow-up ', '', undefined]) {
    expect(listCatalog(q, 'en').items).toHaveLength(1)
  }
  expect(listCatalog('mqtt', 'en').items).toEqual([])
})

test('a new one has its defaults, the reader’s language, and who saved it when', async () => {
  const added = await add({ emails: 'a@example.com, b@example.com; A@example.com' })
  expect(added).toMatchObject({
    active: true,
    test: false,
    minimumErrors: 1,
    kinds: ['Error', 'Fail', 'Offline', 'Retry'],
    sendAt: '07:00',
    language: 'ca',
    nextRunAt: '2026-11-21T13:00:00.000Z',
    lastRun: null,
  })
  expect(added.emails).toHaveLength(2)
  expect(house.book.read().integrations[0]).toMatchObject({ savedAt: '2026-11-21T12:00:00.000Z', savedBy: 'user-ana' })
})

test('its name is its own, in any case of letters', async () => {
  const one = await add()
  await add({ name: 'Bar Luis' })
  const refused = { code: 'conflict', fields: { name: 'already_taken' } }
  expect(await refusalOf(() => add({ name: 'BAR PEPE' }))).toEqual(refused)
  expect(await refusalOf(() => changeIntegration(house, one.id, { name: 'bar luis' }, technician))).toEqual(refused)
  expect((await changeIntegration(house, one.id, { name: 'BAR PEPE' }, technician)).name).toBe('BAR PEPE')
})

test('a change leaves the rest, and says anew who saved it', async () => {
  const one = await add({ minimumErrors: 5 })
  house.clock.at = noon + 60_000
  const patch = api['integrations.change'].body.parse({ kinds: ['Retry', 'Fail', 'Fail'], active: false })
  const ben = { ...technician, userId: 'user-ben' }
  const changed = await changeIntegration(house, one.id, patch, ben)
  expect(api['integrations.change'].response.parse(changed)).toEqual({
    ...one,
    active: false,
    kinds: ['Fail', 'Retry'],
    nextRunAt: null,
  })
  expect(house.book.read().integrations[0]).toMatchObject({ savedAt: '2026-11-21T12:01:00.000Z', savedBy: 'user-ben' })
})

test('quiet days are kept in order and once each, and one day at least stays', async () => {
  const one = await add({ quietDays: [7, 6, 7], weeklyAlive: true })
  expect(one).toMatchObject({ quietDays: [6, 7], weeklyAlive: true, attachCsv: false, includeRecovered: true })
  const week = [1, 2, 3, 4, 5, 6, 7]
  for (const { body: form } of [api['integrations.add'], api['integrations.change'], api['integrations.preview']]) {
    const named = { type: 'error-follow-up', name: 'Bar Luis', emails: 'ops@example.com' }
    const given = form === api['integrations.change'].body ? { quietDays: week } : { ...named, quietDays: week }
    expect(form.safeParse(given).error?.issues).toMatchObject([{ path: ['quietDays'], message: 'no_day_left' }])
  }
  const patch = api['integrations.change'].body.parse({ quietDays: [3], includeRecovered: false })
  const changed = await changeIntegration(house, one.id, patch, technician)
  expect(changed).toMatchObject({ quietDays: [3], includeRecovered: false, weeklyAlive: true })
})

test('a form that is not filled in yet is looked at with its defaults', async () => {
  const form = api['integrations.preview'].body.parse({ minimumErrors: 3 })
  api['integrations.preview'].response.parse(await previewIntegration(house, form))
  expect(house.followUp.previewed).toEqual([
    {
      active: true,
      kinds: ['Error', 'Fail', 'Offline', 'Retry'],
      minimumErrors: 3,
      includeRecovered: true,
      quietDays: [],
    },
  ])
})

test('a run is in the name of whoever asked, and comes no faster than its pace', async () => {
  const pace = new Pace(house.clock, 1, 20_000)
  const run = (id: string) => runIntegration(house, pace, id, { caller: technician })
  const { id } = await add()
  api['integrations.run'].response.parse(await run(id))
  expect(house.followUp.ran).toMatchObject([
    [{ id, name: 'Bar Pepe' }, { id: 'user-ana', fullName: 'Ana Puig', email: 'ana@example.com' }, { allClear: false }],
  ])
  expect((await refusalOf(() => run(id))).code).toBe('too_often')
})

test('runs come with how the mail to each recipient stands', async () => {
  const { id } = await add()
  const [early, late] = [
    newRun({ integrationId: id, reason: 'below_threshold' }),
    newRun({ integrationId: id, at: 2000 }),
  ]
  await house.store.runs.record(early, [])
  const mails = ['sent@example.com', 'refused@example.com', 'waits@example.com'].map((to) =>
    newMail({ runId: late.id, to }),
  )
  await house.store.runs.record(late, mails)
  await house.store.outbox.sent(mails[0]?.id ?? '', 30)
  await house.store.outbox.failed(mails[1]?.id ?? '', 30, '550 no such user')
  const { items } = api['integrations.runs'].response.parse(await listRuns(house, id, { limit: 50 }, 'en'))
  expect(items.map(({ reason, sent }) => [reason, sent])).toEqual([
    ['queued', false],
    ['below_threshold', false],
  ])
  expect(items[0]?.recipients.toSorted((one, other) => one.email.localeCompare(other.email))).toEqual([
    { mailId: mails[1]?.id, email: 'refused@example.com', state: 'failed', error: '550 no such user' },
    { mailId: mails[0]?.id, email: 'sent@example.com', state: 'sent', error: null },
    { mailId: mails[2]?.id, email: 'waits@example.com', state: 'queued', error: null },
  ])
  const seen = await listRuns(house, id, { limit: 50 }, 'en', false)
  const errors = seen.items.flatMap(({ recipients }) => recipients.flatMap(({ error }) => error ?? []))
  expect(errors, 'who may only read is spared the server’s own words').toEqual(['The mail server refused it'])
  expect((await getIntegration(house, id)).lastRun).toEqual({
    at: '1970-01-01T00:00:02.000Z',
    sent: false,
    reason: 'queued',
    total: expect.any(Number),
    minimumErrors: 1,
  })
})

test('a mail is shown and sent again only as one of its own integration, and only once it is off its way', async () => {
  const [one, two] = [await add(), await add({ name: 'Bar Luis' })]
  const run = newRun({ integrationId: one.id })
  const mail = newMail({ runId: run.id, html: '<p>as sent</p>' })
  await house.store.runs.record(run, [mail])
  expect((await runMail(house, one.id, mail.id)).html).toBe('<p>as sent</p>')
  expect((await refusalOf(() => runMail(house, two.id, mail.id))).code).toBe('not_found')
  expect((await refusalOf(() => runMail(house, one.id, 'no-such'))).code).toBe('not_found')

  const pace = new Pace(house.clock, 1, 60_000)
  const again = () => resendMail(house, one.id, mail.id, 'en', pace)
  expect((await refusalOf(again)).code).toBe('conflict')
  await house.store.outbox.sent(mail.id, 30)
  expect((await refusalOf(again)).code).toBe('mail_not_configured')
  await house.book.change((draft) => {
    draft.mail = { host: 'mail.example', port: 587, security: 'auto', user: '', password: '', from: 'a@b.example' }
  })
  const result = api['integrations.resend'].response.parse(await again())
  expect(result).toMatchObject({ email: mail.to, state: 'queued' })
  const [first, second] = await house.store.outbox.ofRun(run.id)
  expect(second).toMatchObject({ id: result.mailId, html: mail.html, subject: mail.subject, state: 'waiting' })
  expect(second?.messageId).not.toBe(first?.messageId)
  expect(second?.headers).toEqual({ ...first?.headers, Date: mailDate(house.clock.now()) })
  expect((await refusalOf(again)).code).toBe('too_often')
})

test('the list is in the order of adding; who is gone is not found', async () => {
  const [one, two] = [await add(), await add({ name: 'Bar Luis' })]
  const pace = new Pace(house.clock, 1, 20_000)
  const { items } = api['integrations.list'].response.parse(await listIntegrations(house, { limit: 50 }))
  expect(items.map(({ id }) => id)).toEqual([one.id, two.id])
  await removeIntegration(house, one.id)
  for (const work of [
    () => getIntegration(house, one.id),
    () => removeIntegration(house, one.id),
    () => changeIntegration(house, one.id, {}, technician),
    () => runIntegration(house, pace, one.id, { caller: technician }),
    () => listRuns(house, one.id, { limit: 50 }, 'en'),
  ]) {
    expect((await refusalOf(work)).code).toBe('not_found')
  }
})
