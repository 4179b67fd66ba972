import type { IntegrationSetting } from '@sereno/shared/integration.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { makeRecipientTeller } from './recipients.ts'

const to = (mail: string) => /^To: (.*)$/mu.exec(mail)?.[1] ?? ''
const told = ({ smtp }: Scene) => smtp.mails.map(to).sort()

/** Everyone at work, and Ana known, who saved the integration. */
async function staffed(options: Parameters<typeof scene>[0] = {}) {
  const at = await scene({ started: false, ...options })
  await at.store.people.addFirst(newUser({ id: 'user-ana', fullName: 'Ana Puig', email: 'ana@bar.test' }))
  const teller = () => {
    const made = makeRecipientTeller(at)
    onTestFinished(() => made.stop())
    return made
  }
  return { ...at, teller }
}
const another = (setting: IntegrationSetting, of: Partial<IntegrationSetting>): IntegrationSetting => ({
  ...setting,
  id: 'follow-up-2',
  name: 'Bar Luis',
  ...of,
})

test('each new address is told once, over two integrations, two at once, letters of any case and a restart', async () => {
  const at = await staffed()
  await at.book.change((draft) => {
    const [first] = draft.integrations
    if (first) draft.integrations.push(another(first, { emails: ['OPS@distributor.test', 'new@distributor.test'] }))
  })
  const teller = at.teller()
  await Promise.all([teller.tell(), teller.tell(), at.teller().tell()])
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(3))
  expect(told(at)).toEqual(['new@distributor.test', 'ops@distributor.test', 'tech@distributor.test'])
  const afterRestart = at.teller()
  await afterRestart.start()
  await at.book.change(({ venue }) => Object.assign(venue, { name: 'Bar Nou' }))
  await afterRestart.stop()
  await vi.waitFor(async () => expect((await at.store.outbox.waiting()).count).toBe(0))
  expect(at.smtp.mails).toHaveLength(3)
})

test('the mail goes over SMTP with who added them, where to answer, and how to stop it', async () => {
  const at = await staffed({ form: { emails: ['ops@distributor.test'] } })
  await at.teller().tell()
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  const mail = (at.smtp.mails[0] ?? '').replace(/\r\n[ \t]/gu, ' ')
  expect(mail).toMatch(/^Subject: Bar Pepe: you get its error mails, set up by Ana Puig/mu)
  expect(mail).toMatch(/^Reply-To: ana@bar\.test\r$/mu)
  expect(mail).toMatch(
    /^List-Unsubscribe: <mailto:ana@bar\.test\?subject=unsubscribe%20Bar%20Pepe>, <http:\/\/sereno\.test:7373\/opt-out#[\w-]{43}>\r$/mu,
  )
  const [standing] = await at.store.recipients.standing(['ops@distributor.test'])
  await vi.waitFor(async () =>
    expect((await at.store.recipients.standing(['ops@distributor.test']))[0]).toMatchObject({ mail: 'sent' }),
  )
  expect(standing?.toldAt).toBe(at.clock.now())
})

const mailBy = ({ smtp }: { smtp: { port: number } }) =>
  ({ host: '127.0.0.1', port: smtp.port, security: 'auto', user: '', password: '', from: 'a@bar.test' }) as const

test('whom the mail did not reach is told anew when they are saved or mail is set up anew, and not by itself', async () => {
  const at = await staffed({ form: { emails: ['ops@distributor.test'] }, mail: false })
  const mail = mailBy(at)
  const standing = async () => (await at.store.recipients.standing(['ops@distributor.test']))[0]
  const teller = at.teller()
  await teller.start()
  await teller.tell(['ops@distributor.test'])
  expect(await standing(), 'no mail can be sent yet').toMatchObject({ toldAt: null })
  at.smtp.answer = (step) => (step === 'rcpt_to' ? '550 5.1.1 No such user' : 'ok')
  await at.book.change((draft) => Object.assign(draft, { mail }))
  await vi.waitFor(async () => expect((await standing())?.mail).toBe('failed'))
  at.smtp.answer = () => 'ok'
  await at.book.change(({ venue }) => Object.assign(venue, { name: 'Bar Nou' }))
  await teller.tell(['tech@distributor.test'])
  expect((await standing())?.mail).toBe('failed')
  await teller.tell(['OPS@distributor.test'])
  await vi.waitFor(async () => expect((await standing())?.mail).toBe('sent'))
  await teller.tell(['ops@distributor.test'])
  await at.book.change((draft) => Object.assign(draft, { mail: { ...mail, password: 'another' } }))
  await teller.stop()
  expect(at.smtp.mails).toHaveLength(1)
})

test('a change of the mail settings tells whom the mail did not reach', async () => {
  const at = await staffed({ form: { emails: ['ops@distributor.test'] }, mail: false })
  const mail = mailBy(at)
  at.smtp.answer = (step) => (step === 'rcpt_to' ? '550 5.7.1 Not from there' : 'ok')
  await at.teller().start()
  await at.book.change((draft) => Object.assign(draft, { mail }))
  await vi.waitFor(async () =>
    expect((await at.store.recipients.standing(['ops@distributor.test']))[0]?.mail).toBe('failed'),
  )
  at.smtp.answer = () => 'ok'
  await at.book.change((draft) => Object.assign(draft, { mail: { ...mail, password: 'another' } }))
  await vi.waitFor(() => expect(told(at)).toEqual(['ops@distributor.test']))
})

test('that nobody could be told is in the log, and whoever saved the integration hears nothing of it', async () => {
  const at = await staffed()
  const broken = { ...at.store.recipients, standing: () => Promise.reject(new Error('disk')) }
  await makeRecipientTeller({ ...at, store: { ...at.store, recipients: broken } }).tell()
  expect(JSON.stringify(at.log.lines)).toContain('cannot be told')
})

test('nobody is told of a test, of one that rests, and no user of their own address, once they confirmed it', async () => {
  const at = await staffed({ form: { test: true } })
  await at.store.people.changeUser('user-ana', { emailConfirmedAt: at.clock.now() }, [], [])
  const teller = at.teller()
  await teller.tell()
  await at.book.change((draft) => {
    const [first] = draft.integrations
    if (first) Object.assign(first, { test: false, active: false })
  })
  await teller.tell()
  expect((await at.store.outbox.waiting()).count).toBe(0)
  await teller.start()
  await at.book.change((draft) => {
    const [first] = draft.integrations
    if (first) Object.assign(first, { active: true, emails: ['ANA@bar.test', 'ops@distributor.test'] })
  })
  await vi.waitFor(() => expect(told(at)).toEqual(['ops@distributor.test']))
})

test('who is gone as the one that saved it is left out of the mail', async () => {
  const at = await scene({ started: false, form: { emails: ['ops@distributor.test'], savedBy: null } })
  await makeRecipientTeller(at).tell()
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  expect(at.smtp.mails[0]).not.toMatch(/^Reply-To:/mu)
  expect(at.smtp.mails[0]).toMatch(/^Subject: Bar Pepe: you were added to the error mails\r$/mu)
})

test('whoever typed their own address without confirming it is told as any other: it may be a stranger’s', async () => {
  const at = await staffed({ form: { emails: ['ana@bar.test', 'ops@distributor.test'] } })
  const standing = async () => (await at.store.recipients.standing(['ana@bar.test']))[0]?.isUser
  expect(await standing()).toBe(false)
  await at.teller().tell()
  await vi.waitFor(() => expect(told(at)).toEqual(['ana@bar.test', 'ops@distributor.test']))
  await at.store.people.changeUser('user-ana', { emailConfirmedAt: at.clock.now() }, [], [])
  expect(await standing()).toBe(true)
})
