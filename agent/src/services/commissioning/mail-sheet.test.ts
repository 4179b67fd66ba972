import { api } from '@sereno/shared/api/index.ts'
import { type Language, languages } from '@sereno/shared/field.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse, technician } from '../../../test/fakes/house.ts'
import { newEntry } from '../../../test/fakes/new-entry.ts'
import { newMail } from '../../../test/fakes/new-run.ts'
import { newUser } from '../../../test/fakes/new-user.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { isSheet } from '../../integrations/commissioning/sheet-mail.ts'
import { addDevice } from '../devices/add-device.ts'
import { addIntegration } from '../integrations/add-integration.ts'
import { Pace } from '../pace.ts'
import { mailSheet, sheetMails } from './mail-sheet.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const pace = () => new Pace(house.clock, 3, 60_000)
const send = async (emails: string, paces = pace(), language: Language = 'en') => {
  const { body, response } = api['commissioning.mail']
  const order = body.parse({ emails })
  return response.parse(await mailSheet(house, order.emails, { caller: technician, language }, paces)).items
}

/** The sheets among the mails; who is added to a digest is told by another. */
const sheets = async () => (await house.store.outbox.claim(noon, 50)).filter(isSheet)

async function furnish(): Promise<void> {
  await house.book.change((draft) => {
    draft.venue.name = 'Bar <b>Pepe'
    draft.venue.address = 'Calle Mayor 1'
    draft.mail = {
      host: 'mail.example',
      port: 587,
      security: 'auto',
      user: 'box-user',
      password: 'hush-hush',
      from: 'box@bar.example',
    }
  })
  const probes = [{ type: 'snmp', options: { community: 'hidden-word' } }]
  const { id } = await addDevice(
    house,
    api['devices.add'].body.parse({
      name: '<i>Kitchen',
      type: 'printer',
      place: 'Kitchen',
      address: '192.0.2.1',
      mac: '00:26:ab:12:34:56',
      probes,
    }),
    'en',
  )
  house.watch.is(id, { state: 'down', observedAt: noon })
  await house.store.journal.apply([
    { do: 'open', entry: newEntry({ at: noon, deviceId: id, deviceName: '<i>Kitchen' }) },
  ])
  const form = {
    type: 'error-follow-up',
    name: 'Ops',
    emails: 'ops@distributor.example',
    minimumErrors: 7,
    language: 'ca',
  }
  await addIntegration(house, api['integrations.add'].body.parse(form), technician, 'en')
}

test('goes to each recipient alone, with the venue, the box, the digest, the devices and what is open, and no secret', async () => {
  await furnish()
  const items = await send('owner@bar.example, boss@bar.example')
  expect(items.map(({ email, state }) => [email, state])).toEqual([
    ['owner@bar.example', 'queued'],
    ['boss@bar.example', 'queued'],
  ])
  const [mail, other] = await sheets()
  expect([mail?.to, other?.to]).toEqual(['owner@bar.example', 'boss@bar.example'])
  const said = ['Calle Mayor 1', 'mail.example:587', '192.0.2.1', '00:26:ab:12:34:56', 'ops@distributor.example']
  for (const part of [mail?.text, mail?.html]) {
    for (const words of [...said, house.version, house.config.publicUrl]) expect(part).toContain(words)
    expect(part).not.toMatch(/hush-hush|hidden-word|box-user/u)
  }
  expect(mail?.text).toContain('does not work')
  expect(mail?.text).toMatch(/from 7 errors on, at 07:00/u)
  expect(mail?.text).toMatch(/STILL OPEN\n(- .*\n)*- .*Kitchen is out of paper/u)
  expect(mail?.html).not.toMatch(/<[bi]>(Pepe|Kitchen)/u)
  expect(mail?.attachments?.[0]?.text).toContain('192.0.2.1,00:26:ab:12:34:56,down\r\n')
  expect(mail?.headers).toMatchObject({ 'Auto-Submitted': 'auto-generated' })
})

test('names who gets any digest, each once, and from when on each of them is sent', async () => {
  await furnish()
  const form = {
    type: 'error-follow-up',
    name: 'Owners',
    emails: 'boss@bar.example, OPS@distributor.example',
    minimumErrors: 1,
    sendAt: '08:30',
  }
  await addIntegration(house, api['integrations.add'].body.parse(form), technician, 'en')
  await send('owner@bar.example')
  const [mail] = await sheets()
  const text = mail?.text.replace(/\s+/gu, ' ')
  expect(text).toContain('Recipients of the daily digest: ops@distributor.example, boss@bar.example')
  expect(text).toContain('from 7 errors on, at 07:00; from 1 error on, at 08:30')
})

test('leaves out who has stopped the digests', async () => {
  await furnish()
  await house.store.recipients.setStopped('ops@distributor.example', true, house.clock.now())
  await send('owner@bar.example')
  const [mail] = await sheets()
  expect(mail?.text).not.toContain('ops@distributor.example')
})

test('says that nobody gets the digest yet, where it is only in test', async () => {
  await furnish()
  await house.book.change(({ integrations }) => {
    for (const integration of integrations) integration.test = true
  })
  await send('owner@bar.example')
  const [mail] = await sheets()
  expect(mail?.text).toContain('Recipients of the daily digest: nobody yet')
  expect(mail?.text).toContain('- Nobody gets the daily digest yet.')
})

test('speaks the recipient’s language: their own, else that of the digest they get, else the venue’s', async () => {
  await furnish()
  await house.store.people.addFirst(newUser({ email: 'ana@bar.example', language: 'ru' }))
  await house.book.change((draft) => {
    draft.account = {
      company: 'Bar Pepe',
      email: 'a@example.com',
      language: 'es',
      timezone: 'Europe/Madrid',
      createdAt: '2026-11-01T00:00:00.000Z',
    }
  })
  await send('ANA@bar.example, ops@distributor.example, someone@bar.example')
  const mails = await sheets()
  expect(mails.map(({ headers }) => headers['Content-Language'])).toEqual(['ru', 'ca', 'es'])
  expect(new Set(mails.map(({ subject }) => subject)).size).toBe(3)
})

test('fits into a mail however many devices there are, and lists all of them in its file', async () => {
  await furnish()
  for (let n = 0; n < 60; n += 1) {
    await addDevice(house, { name: `Printer ${n}`, type: 'printer', address: `198.51.100.${n + 1}` }, 'en')
  }
  for (const language of languages) {
    await house.book.change(({ integrations }) => {
      for (const integration of integrations) integration.language = language
    })
    await send('ops@distributor.example')
    const [mail] = await sheets()
    expect(Buffer.byteLength(mail?.html ?? '')).toBeLessThan(90_000)
    expect(mail?.attachments?.[0]?.text.trim().split('\r\n')).toHaveLength(62)
  }
})

test('is refused without a mail server, to more than ten, and where one asks too often', async () => {
  expect((await refusalOf(() => send('a@bar.example'))).code).toBe('mail_not_configured')
  await furnish()
  const many = Array.from({ length: 11 }, (_, n) => `a${n}@bar.example`).join(',')
  expect(api['commissioning.mail'].body.safeParse({ emails: many }).success).toBe(false)
  const mine = pace()
  for (let n = 0; n < 3; n += 1) await send('a@bar.example', mine)
  expect((await refusalOf(() => send('a@bar.example', mine))).code).toBe('too_often')
})

test('how it stands is told of sheets alone', async () => {
  await furnish()
  const [item] = await send('a@bar.example')
  const id = item?.mailId ?? ''
  await house.store.outbox.failed(id, noon, 'unknown_host')
  expect((await sheetMails(house, [id], 'en')).items).toMatchObject([{ state: 'failed', error: expect.any(String) }])
  const other = newMail()
  await house.store.outbox.add([other])
  expect((await refusalOf(() => sheetMails(house, [other.id], 'en'))).code).toBe('not_found')
})
