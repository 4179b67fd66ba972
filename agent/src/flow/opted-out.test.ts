import { expect, test, vi } from 'vitest'
import { ana, asleep, later, log, minute, runs, type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { hourMs } from './back-off.ts'
import { hashOfToken } from './stop-links.ts'

const to = ({ smtp }: Scene) => smtp.mails.map((mail) => /^To: (.*)$/mu.exec(mail)?.[1]).sort()
const stop = (at: Scene, address: string) => at.store.recipients.setStopped(address, true, at.clock.now())

test('who has stopped the mails gets none, the others do, and each has a link of their own', async () => {
  const at = await scene({ savedAt: '2026-11-20T23:00:00.000Z', started: false })
  await log(at, {})
  await stop(at, 'tech@distributor.test')
  at.clock.jump(-minute)
  await at.followUp.start()
  await asleep(at)
  at.clock.pass(minute)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  expect(to(at)).toEqual(['ops@distributor.test'])
  const mail = (at.smtp.mails[0] ?? '').replace(/\r\n[ \t]/gu, ' ')
  const token = /^List-Unsubscribe: <http:\/\/sereno\.test:7373\/opt-out#([\w-]{43})>/mu.exec(mail)?.[1] ?? ''
  expect(await at.store.recipients.addressOfLink(hashOfToken(token))).toBe('ops@distributor.test')
  const [run] = await runs(at)
  await vi.waitFor(async () => expect((await at.store.outbox.ofRun(run?.id ?? ''))[0]?.state).toBe('sent'))
  const [sent] = await at.store.outbox.ofRun(run?.id ?? '')
  expect(sent?.text).toContain('Stop these mails:\nhttp://sereno.test:7373/opt-out')
  expect(JSON.stringify(sent), 'what is kept of it is not enough to stop it').not.toContain(token)
})

test('where everybody has stopped them, the run says so, daily and on demand; with an all-clear, too', async () => {
  const at = await scene()
  await log(at, {})
  await stop(at, 'ops@distributor.test')
  await stop(at, 'tech@distributor.test')
  await later(at, 24 * hourMs)
  await vi.waitFor(async () => expect((await runs(at))[0]).toMatchObject({ reason: 'opted_out', digestId: null }))
  expect((await at.followUp.run(at.setting(), ana)).reason).toBe('opted_out')
  expect((await at.followUp.run(at.setting(), ana, { allClear: true })).reason).toBe('opted_out')
  expect(at.smtp.mails).toEqual([])
  await at.store.recipients.setStopped('ops@distributor.test', false, at.clock.now())
  await at.followUp.run(at.setting(), ana)
  expect(to(at)).toEqual(['ops@distributor.test'])
})

test('what waits for someone who stops the mails is not sent, the others’ is; and nothing says that it is tried again', async () => {
  const at = await scene()
  await log(at, {})
  at.smtp.answer = (step) => (step === 'rcpt_to' ? '451 4.3.0 later' : 'ok')
  await at.followUp.run(at.setting(), ana)
  const retries = () => at.actions.openOf('mail_retry').length
  await vi.waitFor(() => expect(retries()).toBe(2))
  await stop(at, 'tech@distributor.test')
  at.bus.emit('outbox.dropped')
  at.smtp.answer = () => 'ok'
  await vi.waitFor(() => expect(retries()).toBe(1))
  await later(at, hourMs)
  await vi.waitFor(() => expect(to(at)).toEqual(['ops@distributor.test']))
})

test('nothing to report stays that, whoever has stopped the mails', async () => {
  const at = await scene()
  await stop(at, 'ops@distributor.test')
  await stop(at, 'tech@distributor.test')
  expect((await at.followUp.run(at.setting(), ana)).reason).toBe('no_errors')
})
