import { join } from 'node:path'
import { type NotificationChoices, usualChoices } from '@sereno/shared/notifications.ts'
import PostalMime, { type Email } from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../agent/src/clock.ts'
import { openStore } from '../../agent/src/store/store.ts'
import type { Store } from '../../agent/src/store/types.ts'
import { keptLog } from '../../agent/test/fakes/kept-log.ts'
import { type MailServer, startMailServer } from '../../agent/test/fakes/mail-server.ts'
import { ask, person } from './browser.ts'
import { openHouse } from './house.ts'

// What the box mails by itself, as it arrives. Five minutes, or a box that was off for an hour, are waited for in the store:
// the agent is stopped, what happened is written as of then, and it starts again.

const house = openHouse()
let smtp: MailServer
const minuteMs = 60_000

beforeAll(async () => {
  smtp = await startMailServer()
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'sereno@bar.example' }
  await ask(house.page, 'PUT', '/api/v1/settings/mail', mail)
  const eva = { username: 'eva', fullName: 'Eva Roig', email: 'eva@example.com', role: 'advisor' }
  await ask(house.page, 'POST', '/api/v1/users', eva)
}, 60_000)
afterAll(() => smtp.close())

const mailsTo = async (address: string): Promise<Email[]> => {
  const all = await Promise.all(smtp.mails.map((mail) => PostalMime.parse(mail)))
  return all.filter((mail) => mail.to?.[0]?.address === address)
}

/** The newest mail to someone whose subject fits, once it is there. */
async function mailTo(address: string, subject: RegExp): Promise<Email> {
  const find = async () => (await mailsTo(address)).findLast((mail) => subject.test(mail.subject ?? ''))
  await expect.poll(async () => (await find()) !== undefined, { timeout: 30_000 }).toBe(true)
  const found = await find()
  if (found === undefined) throw new Error(`No mail to ${address}: ${subject}`)
  return found
}

/** Stops the box as a power cut would, and starts it again with what happened meanwhile. */
async function meanwhile(happens: (store: Store) => Promise<unknown>): Promise<void> {
  const { agent } = house
  await agent.kill()
  const store = await openStore({ file: join(agent.data, 'sereno.db'), log: keptLog(), clock: systemClock })
  await happens(store)
  await store.close()
  await agent.restart()
}

const choose = (choices: Partial<NotificationChoices>) =>
  ask(house.page, 'PUT', '/api/v1/me/notifications', { ...usualChoices, ...choices })

/** Eva, the distributor's person, wrote in Ana's ticket some minutes ago. */
const evaWrote = (text: string, minutesAgo: number) =>
  meanwhile(async (store) => {
    const eva = await store.people.findLogin('eva')
    const at = Date.now() - minutesAgo * minuteMs
    const written = { id: text, userId: eva?.id ?? null, author: 'Eva Roig', at, text, state: null }
    expect(await store.tickets.addMessage(1, written)).toBeNull()
  })

const waiting = async () => (await mailsTo(person.email)).filter(({ subject }) => /waiting/u.test(subject ?? ''))

it('P42a mails a message that nobody answered within five minutes, once, to an address that is confirmed', async () => {
  const { page, agent } = house
  await ask(page, 'POST', '/api/v1/me/email/send')
  const confirm = await mailTo(person.email, /Confirm/u)
  const link = /http\S+#\S+/u.exec(confirm.text ?? '')?.[0] ?? ''
  await page.goto(agent.url + new URL(link).pathname + new URL(link).hash)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('is confirmed').first().waitFor()
  await ask(page, 'POST', '/api/v1/tickets', { subject: 'The kitchen printer', text: 'It prints nothing.' })
  await evaWrote('Is <b>paper</b> in?', 6)
  const mail = await mailTo(person.email, /^1 message is waiting$/u)
  expect(mail.html).toContain('Is &lt;b&gt;paper&lt;/b&gt; in?')
  const reader = await house.context.newPage()
  await reader.setContent(mail.html ?? '')
  await reader.getByText('Eva Roig').waitFor()
  const answer = new URL((await reader.getByRole('link', { name: 'Answer' }).getAttribute('href')) ?? '')
  await reader.goto(agent.url + answer.pathname + answer.search)
  await reader.getByText('Is <b>paper</b> in?').waitFor()
  await reader.close()
  await meanwhile(async () => {})
  await evaWrote('Are you there?', 6)
  expect(await waiting()).toHaveLength(1)
}, 90_000)

it('P42b P40 mails nothing of messages where that is off, and all the same that the box was off', async () => {
  await choose({
    allow: { push: false, email: false },
    events: { ...usualChoices.events, message: { page: true, push: false, email: false } },
  })
  await meanwhile(async (store) => {
    const at = Date.now() - 30 * minuteMs
    await store.tickets.addMessage(1, { id: 'm9', userId: null, author: 'Eva', at, text: 'Nobody home?', state: null })
    await store.keep.set({ alive: Date.now() - 61 * minuteMs })
  })
  const notice = await mailTo(person.email, /: the Sereno box was disconnected$/u)
  expect(notice.text).toMatch(/- The box was off\n {2}.+\(1 h \d+ min\)/u)
  expect(notice.text).toContain('They cannot be switched off')
  expect(await waiting()).toHaveLength(1)
  // Eva looks after the venue, too, and never confirmed her address.
  const toEva = (await mailsTo('eva@example.com')).map(({ subject }) => subject?.replace(/^(?:Welcome|Ticket).*/u, ''))
  expect(new Set(toEva)).toEqual(new Set(['']))
  await meanwhile(async () => {})
  expect((await mailsTo(person.email)).filter(({ subject }) => /disconnected/u.test(subject ?? ''))).toHaveLength(1)
}, 90_000)
