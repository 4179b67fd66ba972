import { api } from '@sereno/shared/api/index.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeHouse, type PretendHouse } from '../../../test/fakes/house.ts'
import { newMail } from '../../../test/fakes/new-run.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { getMail } from './get-mail.ts'
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
