import { expect, test, vi } from 'vitest'
import { asleep, attemptsOf, entries, opened, post, server, stateOf } from '../../test/fakes/post-desk.ts'
import { hourMs } from './back-off.ts'

const minute = 60_000

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
