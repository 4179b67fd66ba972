import type { EntryRecord } from '@sereno/shared/activity.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type MailServer, startMailServer } from '../../test/fakes/mail-server.ts'
import { newMail } from '../../test/fakes/new-run.ts'
import { openPostOffice, type PostOffice } from '../../test/fakes/post-office.ts'
import { hourMs, lifetimeMs } from './back-off.ts'

const minute = 60_000

async function server(options: Parameters<typeof startMailServer>[0] = {}): Promise<MailServer> {
  const fake = await startMailServer(options)
  onTestFinished(() => fake.close())
  return fake
}

async function opened(options: Parameters<typeof openPostOffice>[0]): Promise<PostOffice> {
  const office = await openPostOffice(options)
  await office.delivery.start()
  onTestFinished(() => office.delivery.stop())
  return office
}

async function post(office: PostOffice, differing: Parameters<typeof newMail>[0] = {}): Promise<string> {
  const now = office.clock.now()
  const mail = newMail({ createdAt: now, nextAt: now, expiresAt: now + lifetimeMs, ...differing })
  await office.store.outbox.add([mail])
  office.bus.emit('outbox.filled')
  return mail.id
}

/** Until the queue has done what it can and sleeps. */
const asleep = (office: PostOffice) => vi.waitFor(() => expect(office.clock.nextIn()).not.toBeNull())
const stateOf = async (office: PostOffice, id: string) => (await office.store.outbox.item(id))?.state
const attemptsOf = async (office: PostOffice, id: string) => (await office.store.outbox.item(id))?.attempts
const entries = async (office: PostOffice): Promise<EntryRecord[]> =>
  (await office.store.journal.list({}, { limit: 100 })).items

test('what waits is tried at once when a person asks, hours before its time', async () => {
  const smtp = await server()
  let down = true
  smtp.answer = () => (down ? 'drop' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const id = await post(office)
  for (let attempt = 1; attempt <= 6; attempt++) {
    await asleep(office)
    office.clock.jump(hourMs)
    office.clock.pass(minute)
  }
  await asleep(office)
  await office.delivery.retry()
  expect(await stateOf(office, id)).toBe('waiting')
  down = false
  await office.delivery.retry()
  expect(await stateOf(office, id)).toBe('sent')
  await office.delivery.retry()
  expect(smtp.mails).toHaveLength(1)
})

test('after a refused login one mail knocks when a person asks, and the others follow once it is let in', async () => {
  const login = { user: 'bar', password: 'Secret-1234' }
  const smtp = await server({ tls: 'starttls', login })
  const office = await opened({ smtpUrl: `smtp://bar:wrong@127.0.0.1:${smtp.port}` })
  const ids = await Promise.all([post(office), post(office), post(office)])
  await vi.waitFor(async () => expect(await entries(office)).toHaveLength(1))
  await asleep(office)
  const logins = () => smtp.steps.filter((step) => step === 'auth').length
  const before = logins()
  await office.delivery.retry()
  expect(logins()).toBe(before + 1)
  expect(office.delivery.paused()).toMatch(/^wrong_password/u)
  for (const id of ids) expect([await stateOf(office, id), await attemptsOf(office, id)]).toEqual(['waiting', 0])
  login.password = 'wrong'
  await office.delivery.retry()
  expect(office.delivery.paused()).toBeNull()
  expect(smtp.mails).toHaveLength(3)
  await vi.waitFor(async () => expect((await entries(office))[0]?.endedAt).not.toBeNull())
})
