import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { newMail } from '../../../test/fakes/new-run.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { Pace } from '../pace.ts'
import { getMail } from './get-mail.ts'
import { retryMail } from './retry-mail.ts'
import { setMail } from './set-mail.ts'
import { testMail } from './test-mail.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const settings = api['mail.set'].body.parse({
  host: 'mail.example.com',
  port: 587,
  from: 'box@example.com',
  user: 'box',
})
const get = async () => api['mail.get'].response.parse(await getMail(house, 'en'))

test('nothing set is said so, with the mails that wait', async () => {
  await house.store.outbox.add([newMail()])
  expect(await get()).toMatchObject({ configured: false, source: 'none', host: null, passwordSet: false, waiting: 1 })
})

test('the password is kept when it is left out, taken away when it is empty, and never read back', async () => {
  const set = async (more: object) =>
    api['mail.set'].response.parse(await setMail(house, { ...settings, ...more }, 'en'))
  const view = await set({ password: 'hush-hush' })
  expect(view).toMatchObject({ configured: true, source: 'saved', user: 'box', passwordSet: true, security: 'auto' })
  expect(JSON.stringify(view)).not.toContain('hush')
  expect((await set({ port: 465, security: 'tls' })).passwordSet).toBe(true)
  expect(house.book.read().mail).toMatchObject({ port: 465, password: 'hush-hush' })
  expect((await set({ password: '' })).passwordSet).toBe(false)
})

test('why the queue is paused is told in the reader’s language', async () => {
  await setMail(house, settings, 'en')
  expect((await get()).paused).toBeNull()
  house.mail.pausedBy = 'wrong_password: 535 5.7.8 no'
  expect((await get()).paused).toContain('535 5.7.8 no')
})

test('a test tries what is given with the saved password, and saves nothing', async () => {
  await setMail(house, { ...settings, password: 'hush-hush' }, 'en')
  const given = { ...settings, host: 'other.example.com' }
  const answer = await testMail(house, { to: 'me@example.com', settings: given }, 'es')
  expect(api['mail.test'].response.parse(answer).ok).toBe(false)
  await testMail(house, { to: 'me@example.com' }, 'es')
  expect(house.mail.tested).toEqual([
    ['me@example.com', { ...given, password: 'hush-hush' }, 'es'],
    ['me@example.com', null, 'es'],
  ])
  expect((await get()).host).toBe('mail.example.com')
})

test('without any settings there is nothing to test', async () => {
  expect((await refusalOf(() => testMail(house, { to: 'me@example.com' }, 'en'))).code).toBe('mail_not_configured')
})

test('a printer’s port is no mail server: what is said there would be printed', () => {
  const faults = api['mail.set'].body.safeParse({ ...settings, port: 9100 }).error?.issues
  expect(faults?.map(({ path, message }) => [path.join('.'), message])).toEqual([['port', 'print_port']])
})

test('who may only read does not learn who signs in', async () => {
  await setMail(house, settings, 'en')
  const view = api['mail.get'].response.parse(await getMail(house, 'en', false))
  expect(view).toMatchObject({ host: 'mail.example.com', from: 'box@example.com', user: null })
})

test('what waits says why, and when it is tried next', async () => {
  await setMail(house, settings, 'en')
  await house.store.outbox.add([newMail({ id: 'a' })])
  await house.store.outbox.again('a', noon + 60_000, 'timed_out')
  expect(await get()).toMatchObject({ waiting: 1, nextTryAt: '2026-11-21T12:01:00.000Z' })
  expect((await get()).lastError).toContain('did not answer in time')
  await house.store.outbox.again('a', noon + 60_000, '451 4.7.1 Greylisted at mx7.internal')
  const seen = async (mayChange: boolean) => (await getMail(house, 'en', mayChange)).lastError
  expect(await seen(true)).toContain('mx7.internal')
  expect(await seen(false)).toBe('The mail server does not take it just now')
})

test('trying at once is for a set mail server, and is not asked without end', async () => {
  const pace = new Pace(house.clock, 2, 60_000)
  const retry = () => retryMail(house, pace, 'en')
  expect((await refusalOf(retry)).code).toBe('mail_not_configured')
  await setMail(house, settings, 'en')
  for (let times = 0; times < 2; times += 1)
    expect(api['mail.retry'].response.parse(await retry()).configured).toBe(true)
  expect(house.mail.retried).toBe(2)
  expect((await refusalOf(retry)).code).toBe('too_often')
})
