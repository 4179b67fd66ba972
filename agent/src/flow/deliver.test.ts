import { expect, onTestFinished, test, vi } from 'vitest'
import { asleep, attemptsOf, entries, opened, post, server, stateOf } from '../../test/fakes/post-desk.ts'
import { openPostOffice } from '../../test/fakes/post-office.ts'
import { hourMs, lifetimeMs } from './back-off.ts'

const minute = 60_000

test('a mail is sent as soon as it is there, and nothing is said of it', async () => {
  const smtp = await server()
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const id = await post(office)
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('sent'))
  expect(smtp.mails).toHaveLength(1)
  expect(await entries(office)).toEqual([])
})

test('P14 a greylisted mail is tried again on the agreed times, under one Retry, until it is taken', async () => {
  const smtp = await server()
  let refusals = 3
  smtp.answer = (step) => (step === 'rcpt_to' && refusals-- > 0 ? '450 4.7.1 Greylisted' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const id = await post(office)
  for (const [attempts, wait] of [
    [1, 30_000],
    [2, minute],
    [3, 2 * minute],
  ] as const) {
    await asleep(office)
    expect(await attemptsOf(office, id)).toBe(attempts)
    expect(office.clock.nextIn()).toBe(Math.min(wait, minute))
    const item = await office.store.outbox.item(id)
    expect((item?.nextAt ?? 0) - office.clock.now()).toBe(wait)
    expect(await entries(office)).toMatchObject([{ kind: 'Retry', cause: 'mail_retry', endedAt: null }])
    office.clock.jump(wait - 1000)
    office.clock.pass(minute)
  }
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('sent'))
  await vi.waitFor(async () => expect((await entries(office))[0]?.endedAt).not.toBeNull())
  expect(await entries(office)).toHaveLength(1)
})

test('P15 a mail that is refused for good is not tried again, and the owner is told', async () => {
  const smtp = await server()
  smtp.answer = (step) => (step === 'data' ? '554 5.7.1 Spam' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const id = await post(office)
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('failed'))
  await asleep(office)
  expect(await entries(office)).toMatchObject([
    { kind: 'Error', cause: 'mail_failed', detail: { mailId: id, to: 'ops@distributor.example' } },
  ])
  office.clock.pass(2 * hourMs)
  await asleep(office)
  expect(smtp.steps.filter((step) => step === 'connect')).toHaveLength(1)
})

test('P14 when its five days are over it is given up: the Retry ends and one Error tells', async () => {
  const smtp = await server()
  smtp.answer = (step) => (step === 'rcpt_to' ? '450 4.7.1 Greylisted' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const { clock } = office
  const id = await post(office, {
    createdAt: clock.now() - lifetimeMs + 3 * hourMs,
    expiresAt: clock.now() + 3 * hourMs,
  })
  await asleep(office)
  let hours = 0
  while ((await stateOf(office, id)) !== 'failed' && hours < 10) {
    office.clock.jump(hourMs - minute)
    office.clock.pass(minute)
    await asleep(office)
    hours += 1
  }
  expect(hours).toBe(3)
  const told = await entries(office)
  expect(told.map(({ cause }) => cause).sort()).toEqual(['mail_failed', 'mail_retry'])
  expect(told.every(({ endedAt }) => endedAt !== null)).toBe(true)
})

test('P9 while the clock cannot be trusted nothing is given up for its age', async () => {
  const smtp = await server()
  smtp.answer = (step) => (step === 'rcpt_to' ? '450 4.7.1 Greylisted' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  office.trust.clock = false
  office.clock.jump(330 * 24 * hourMs)
  const id = await post(office, { createdAt: 0, expiresAt: lifetimeMs, nextAt: 0 })
  await asleep(office)
  expect(await stateOf(office, id)).toBe('waiting')
  expect(await attemptsOf(office, id)).toBe(1)
})

test('a wrong password stops the queue after one attempt, says so once, and goes on when the settings change', async () => {
  const login = { user: 'bar', password: 'Secret-1234' }
  const smtp = await server({ tls: 'starttls', login })
  const office = await openPostOffice()
  const { delivery } = office
  const settings = { host: '127.0.0.1', port: smtp.port, security: 'auto' as const, from: 'sereno@bar.test' }
  await office.book.change((draft) => {
    draft.mail = { ...settings, user: 'bar', password: 'wrong' }
  })
  await delivery.start()
  onTestFinished(() => delivery.stop())
  const ids = await Promise.all([post(office), post(office), post(office), post(office)])
  await vi.waitFor(async () => expect(await entries(office)).toHaveLength(1))
  await vi.waitFor(async () => expect(await stateOf(office, ids[3])).toBe('waiting'))
  expect(delivery.paused()).toMatch(/^wrong_password: 535/u)
  expect(await entries(office)).toMatchObject([{ kind: 'Error', cause: 'mail_failed', endedAt: null }])
  await asleep(office)
  for (const id of ids) expect(await attemptsOf(office, id)).toBe(0)
  const tries = smtp.steps.filter((step) => step === 'auth').length
  expect(tries).toBeLessThanOrEqual(2)

  office.clock.pass(3 * hourMs)
  await asleep(office)
  expect(smtp.steps.filter((step) => step === 'auth')).toHaveLength(tries)

  await office.book.change((draft) => {
    draft.mail = { ...settings, ...login }
  })
  await vi.waitFor(() => expect(smtp.mails).toHaveLength(4))
  await vi.waitFor(async () => expect((await entries(office))[0]?.endedAt).not.toBeNull())
  expect(delivery.paused()).toBeNull()
})

test('a wrong password is remembered over a restart: no further attempt, no second word', async () => {
  const smtp = await server({ tls: 'starttls', login: { user: 'bar', password: 'Secret-1234' } })
  const office = await openPostOffice({ smtpUrl: `smtp://bar:wrong@127.0.0.1:${smtp.port}` })
  await office.delivery.start()
  await post(office)
  await vi.waitFor(async () => expect(await entries(office)).toHaveLength(1))
  await office.delivery.stop()
  const tries = smtp.steps.length
  const again = await opened({ ...office, smtpUrl: `smtp://bar:wrong@127.0.0.1:${smtp.port}` })
  await asleep(again)
  expect(again.delivery.paused()).toMatch(/^wrong_password/u)
  expect(await entries(again)).toHaveLength(1)
  expect(smtp.steps).toHaveLength(tries)
  await again.delivery.stop()
  const right = await opened({ ...office, smtpUrl: `smtp://bar:Secret-1234@127.0.0.1:${smtp.port}` })
  await vi.waitFor(() => expect(smtp.mails).toHaveLength(1))
  await vi.waitFor(async () => expect((await entries(right))[0]?.endedAt).not.toBeNull())
})

test('P13 a line that comes back and stumbles once more is tried within minutes, not hours', async () => {
  const smtp = await server()
  let down = true
  smtp.answer = () => (down ? 'drop' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const outage = await office.actions.open({ cause: 'isp_down', rule: 'K2.isp_down', attempts: 3, detail: {} })
  const id = await post(office)
  for (let attempt = 1; attempt <= 6; attempt++) {
    await asleep(office)
    office.clock.jump(hourMs)
    office.clock.pass(minute)
  }
  await asleep(office)
  await office.actions.end(outage)
  await asleep(office)
  down = false
  office.clock.pass(minute)
  await asleep(office)
  office.clock.pass(minute)
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('sent'))
})

test('without a mail server the queue waits for one, and drains when it is set', async () => {
  const smtp = await server()
  const office = await opened({})
  const id = await post(office)
  expect(office.delivery.paused()).toBe('mail_not_configured')
  office.clock.pass(10 * minute)
  expect(await stateOf(office, id)).toBe('waiting')
  await office.book.change((draft) => {
    const { port } = smtp
    draft.mail = { host: '127.0.0.1', port, security: 'auto', user: '', password: '', from: 'sereno@bar.test' }
  })
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('sent'))
  expect(await attemptsOf(office, id)).toBe(1)
})

test('P13 after an outage the queue drains at once and in order, and the outage explains the Retries', async () => {
  const smtp = await server()
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  let down = true
  smtp.answer = () => (down ? 'drop' : 'ok')
  const outage = await office.actions.open({ cause: 'isp_down', rule: 'K2.isp_down', attempts: 3, detail: {} })
  const ids: string[] = []
  for (const n of [1, 2, 3]) {
    ids.push(await post(office, { subject: `mail ${n}` }))
    await vi.waitFor(async () => expect(await attemptsOf(office, ids.at(-1) ?? '')).toBe(1))
    await asleep(office)
    office.clock.pass(1000)
  }
  const retries = (await entries(office)).filter(({ kind }) => kind === 'Retry')
  expect(retries).toHaveLength(3)
  expect(retries.every(({ explainedBy }) => explainedBy === outage)).toBe(true)

  down = false
  await office.actions.end(outage)
  await vi.waitFor(() => expect(smtp.mails).toHaveLength(3))
  const order = smtp.mails.map((mail) => /^Subject: (.*)$/mu.exec(mail)?.[1])
  expect(order).toEqual(['mail 1', 'mail 2', 'mail 3'])
  await vi.waitFor(async () => {
    expect((await entries(office)).filter(({ endedAt }) => endedAt === null)).toEqual([])
  })
})

test('P10 a clock that goes back neither loses nor doubles a mail', async () => {
  const smtp = await server()
  let refusals = 1
  smtp.answer = (step) => (step === 'rcpt_to' && refusals-- > 0 ? '450 4.7.1 Greylisted' : 'ok')
  const office = await opened({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  const id = await post(office)
  await vi.waitFor(async () => expect(await attemptsOf(office, id)).toBe(1))
  await asleep(office)
  office.clock.jump(-24 * hourMs)
  office.clock.pass(minute)
  office.clock.jump(24 * hourMs)
  office.clock.pass(minute)
  await vi.waitFor(async () => expect(await stateOf(office, id)).toBe('sent'))
  expect(smtp.mails).toHaveLength(1)
})

test('a mail that is on its way when the agent stops is waited for', async () => {
  const smtp = await server()
  let taken = () => {}
  smtp.answer = (step) => (step === 'data' ? new Promise((done) => (taken = () => done('ok'))) : 'ok')
  const office = await openPostOffice({ smtpUrl: `smtp://127.0.0.1:${smtp.port}` })
  await office.delivery.start()
  const id = await post(office)
  await vi.waitFor(() => expect(smtp.steps).toContain('data'))
  const stopped = office.delivery.stop()
  taken()
  await stopped
  expect(await stateOf(office, id)).toBe('sent')
})
