import { expect, test } from 'vitest'
import { newMail, newRun } from '../../test/fakes/new-run.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { withStopLink } from './stop-link-in-mail.ts'

const day = 86_400_000
const token = 'a'.repeat(43)
const url = `http://sereno.test/opt-out#${token}`
const stoppable = {
  text: `Stop these mails:\n${url}\n`,
  html: `<a href="${url}">Stop these mails</a>`,
  headers: { 'List-Unsubscribe': `<mailto:ana@bar.test>, <${url}>` },
}
const bare = 'http://sereno.test/opt-out'

test('who stops the mails gets none that waits; others do, and so does what is no digest', async () => {
  const { outbox, runs, recipients } = await ownStore()
  const run = newRun()
  await runs.record(run, [
    newMail({ id: 'hers', runId: run.id, to: 'Ops@bar.test', ...stoppable }),
    newMail({ id: 'leaving', runId: run.id, to: 'ops@bar.test', nextAt: 0 }),
    newMail({ id: 'other', runId: run.id, to: 'tech@bar.test' }),
  ])
  await outbox.add([newMail({ id: 'sheet', runId: null, to: 'ops@bar.test' })])
  await outbox.claim(0, 1)
  await recipients.setStopped('ops@bar.test', true, 70)
  const stateOf = async (id: string) => (await outbox.item(id))?.state
  expect(await outbox.item('hers')).toMatchObject({ state: 'failed', lastError: 'opted_out' })
  expect((await outbox.item('hers'))?.html).toBe(`<a href="${bare}">Stop these mails</a>`)
  expect([await stateOf('other'), await stateOf('sheet')]).toEqual(['waiting', 'waiting'])
  await outbox.again('leaving', 80, 'timed_out')
  expect(await stateOf('leaving'), 'nobody tries it again').toBe('failed')
  await outbox.sent('leaving', 90)
  expect(await outbox.item('leaving'), 'it was on its way').toMatchObject({ state: 'sent', lastError: null })
})

test('of a mail that is over nobody learns its reader’s link; sent again, it has a new one', async () => {
  const { outbox } = await ownStore()
  await outbox.add([newMail({ id: 'a', ...stoppable }), newMail({ id: 'b', ...stoppable })])
  expect((await outbox.item('a'))?.text, 'while it waits it has it').toContain(url)
  await outbox.sent('a', 50)
  await outbox.failed('b', 50, '550 no')
  for (const id of ['a', 'b']) {
    const mail = await outbox.item(id)
    expect(mail).toMatchObject({
      text: `Stop these mails:\n${bare}\n`,
      html: `<a href="${bare}">Stop these mails</a>`,
      headers: { 'List-Unsubscribe': `<mailto:ana@bar.test>, <${bare}>` },
    })
    if (mail) expect(withStopLink(mail, url)).toMatchObject(stoppable)
  }
})

test('a link to an address of somebody else’s making gets no token', () => {
  const text = 'Printer http://evil.test/opt-out'
  expect(withStopLink({ ...stoppable, text }, url).text).toBe(text)
  expect(withStopLink({ text, html: '', headers: {} }, url)).toEqual({ text, html: '', headers: {} })
})

test('who has stopped the mails can start them again with the last link they had, however old', async () => {
  const { recipients, prune } = await ownStore()
  await recipients.addLinks([{ hash: 'h1', address: 'ops@bar.test' }], 0)
  await recipients.addLinks([{ hash: 'h2', address: 'tech@bar.test' }], 0)
  await recipients.setStopped('ops@bar.test', true, day)
  const days = 401 * day
  await prune({ minutesDays: 30, hoursDays: 400, activityDays: 400, chatsDays: 180 }, days)
  expect(await recipients.addressOfLink('h1')).toBe('ops@bar.test')
  expect(await recipients.addressOfLink('h2')).toBe(null)
})
