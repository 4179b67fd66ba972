import { expect, test, vi } from 'vitest'
import { ana, asleep, later, log, minute, runs, type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { newUser } from '../../test/fakes/new-user.ts'
import { hourMs } from './back-off.ts'
import { makeFollowUp } from './follow-up.ts'

const recipients = ({ smtp }: Scene) => smtp.mails.map((mail) => /^To: (.*)$/mu.exec(mail)?.[1]).sort()
const subject = (mail: string | undefined) => /^Subject: (.*(?:\r?\n\s.*)*)/mu.exec(mail ?? '')?.[1]

test('E9 E61 the daily mail goes out at sendAt, to each recipient alone, and the run says so', async () => {
  const at = await scene({ savedAt: '2026-11-20T23:00:00.000Z', started: false })
  await log(at, {})
  at.clock.jump(-minute)
  await at.followUp.start()
  await asleep(at)
  expect(await runs(at)).toEqual([])
  expect(at.followUp.nextRunAt(at.setting())).toBe(Date.parse('2026-11-21T06:00:00.000Z'))
  at.clock.pass(minute)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(2))
  expect(recipients(at)).toEqual(['ops@distributor.test', 'tech@distributor.test'])
  await vi.waitFor(async () => expect((await runs(at))[0]?.reason).toBe('sent'))
  expect(await runs(at)).toMatchObject([
    {
      trigger: 'daily',
      localDate: '2026-11-21',
      since: Date.parse('2026-11-20T06:00:00.000Z'),
      until: Date.parse('2026-11-21T06:00:00.000Z'),
      total: 1,
      counts: { Error: 0, Fail: 1, Offline: 0, Retry: 0 },
    },
  ])
  expect(at.followUp.nextRunAt(at.setting())).toBe(Date.parse('2026-11-22T06:00:00.000Z'))
})

test('E61 no mail when there is no error, or too few; the history says which', async () => {
  const at = await scene({ form: { minimumErrors: 2 } })
  await asleep(at)
  expect(await runs(at)).toMatchObject([{ reason: 'no_errors', total: 0, digestId: null }])
  await log(at, {})
  await later(at, 24 * hourMs)
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(2))
  expect((await runs(at))[0]).toMatchObject({ reason: 'below_threshold', total: 1, digestId: null })
  expect(at.smtp.mails).toEqual([])
})

test('an inactive one neither runs nor has a next time', async () => {
  const at = await scene({ form: { active: false } })
  await later(at, 48 * hourMs)
  expect(await runs(at)).toEqual([])
  expect(at.followUp.nextRunAt(at.setting())).toBeNull()
})

test('P9 no daily run while the clock cannot be trusted, and one when it can', async () => {
  const at = await scene({ started: false })
  at.watch.isClockTrusted = false
  at.clock.jump(330 * 24 * hourMs)
  await at.followUp.start()
  at.clock.pass(5 * minute)
  await asleep(at)
  expect(await runs(at)).toEqual([])
  at.clock.jump(-330 * 24 * hourMs)
  at.watch.isClockTrusted = true
  at.clock.pass(minute)
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(1))
  expect((await runs(at))[0]?.localDate).toBe('2026-11-21')
})

test('after days off it runs once, and a restart on the same day makes no second run', async () => {
  const at = await scene({ started: false })
  at.clock.jump(5 * 24 * hourMs)
  await at.followUp.start()
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(1))
  await at.followUp.stop()
  const again = makeFollowUp(at)
  await again.start()
  at.clock.pass(hourMs)
  await vi.waitFor(() => expect(at.clock.timers()).toBeGreaterThanOrEqual(2))
  expect(await runs(at)).toHaveLength(1)
  await again.stop()
})

test('P10 a clock that goes back a day makes no second run of that day', async () => {
  const at = await scene()
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(1))
  at.clock.jump(-24 * hourMs)
  at.clock.pass(2 * minute)
  at.clock.jump(24 * hourMs)
  at.clock.pass(2 * minute)
  await asleep(at)
  expect(await runs(at)).toHaveLength(1)
})

test('a changed sendAt holds at once, and makes no second run of a day', async () => {
  const at = await scene()
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(1))
  await at.book.change((draft) => {
    for (const one of draft.integrations) one.sendAt = '09:30'
  })
  expect(at.followUp.nextRunAt(at.setting())).toBe(Date.parse('2026-11-22T08:30:00.000Z'))
  await later(at, 4 * hourMs)
  expect(await runs(at)).toHaveLength(1)
})

test('E63 on demand it looks afresh, ignores the threshold and inactivity, and never moves the daily window', async () => {
  const at = await scene({ form: { active: false, minimumErrors: 50 } })
  at.watch.checkAll = () => log(at, { at: at.clock.now(), cause: 'cover_open' })
  const result = await at.followUp.run(at.setting(), ana)
  expect(result).toMatchObject({ sent: true, reason: 'sent', counts: { Error: 0, Fail: 1, Offline: 0, Retry: 0 } })
  expect(result.digestId).not.toBeNull()
  expect(at.smtp.mails).toHaveLength(2)
  expect(await at.store.runs.latestDaily('follow-up-1')).toBeNull()
})

test('on demand without errors sends nothing and says so', async () => {
  const at = await scene({ form: { kinds: ['Retry'] } })
  await log(at, {})
  expect(await at.followUp.run(at.setting(), ana)).toEqual({
    sent: false,
    reason: 'no_errors',
    counts: { Retry: 0 },
    digestId: null,
  })
})

test('E39 a test goes only to who runs it, with [TEST] in the subject', async () => {
  const at = await scene({ form: { test: true, active: false } })
  await log(at, {})
  expect((await at.followUp.run(at.setting(), ana)).sent).toBe(true)
  expect(recipients(at)).toEqual([ana.email])
  expect(subject(at.smtp.mails[0])).toContain('[TEST]')
})

test('E39 the daily mail of a test goes to who saved it last', async () => {
  const at = await scene({ form: { test: true }, started: false })
  await at.store.people.addFirst(newUser({ ...ana, language: null }))
  await log(at, {})
  await at.followUp.start()
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  expect(recipients(at)).toEqual([ana.email])
})

test('queued: what is not taken within 30 s is kept, and the run stays as it was told', async () => {
  const at = await scene({ form: { active: false } })
  await log(at, {})
  let refusals = 1
  at.smtp.answer = (step) => (step === 'rcpt_to' && refusals-- > 0 ? '450 4.7.1 Greylisted' : 'ok')
  expect(await at.followUp.run(at.setting(), ana)).toMatchObject({ sent: false, reason: 'queued' })
  // The run is told before the next try is set: time passes until that has come about.
  await vi.waitFor(() => {
    at.clock.pass(minute)
    expect(at.smtp.mails).toHaveLength(2)
  })
  expect((await runs(at))[0]?.reason).toBe('queued')
})

test('queued: a server that never answers is waited for 30 s at most', async () => {
  const at = await scene({ form: { active: false } })
  await log(at, {})
  at.smtp.answer = (step) => (step === 'data' ? 'hang' : 'ok')
  const result = at.followUp.run(at.setting(), ana)
  await vi.waitFor(() => expect(at.smtp.steps).toContain('data'))
  at.clock.pass(30_000)
  expect(await result).toMatchObject({ sent: false, reason: 'queued' })
})

test('queued: without a mail server it does not wait at all', async () => {
  const at = await scene({ mail: false, form: { active: false } })
  await log(at, {})
  expect(await at.followUp.run(at.setting(), ana)).toMatchObject({ sent: false, reason: 'queued' })
  expect((await at.store.outbox.waiting()).count).toBe(2)
})

test('the preview says what a daily run over the last 24 hours would do', async () => {
  const at = await scene({ form: { active: false } })
  await log(at, {}, { cause: 'cover_open' }, { kind: 'Retry', cause: 'check_retry' })
  const preview = (of: object) =>
    at.followUp.preview({
      active: true,
      kinds: ['Fail', 'Offline'],
      minimumErrors: 2,
      includeRecovered: true,
      quietDays: [],
      ...of,
    })
  expect(await preview({})).toEqual({
    wouldSend: true,
    reason: 'sent',
    total: 2,
    counts: { Fail: 2, Offline: 0 },
    rising: [],
  })
  expect(await preview({ minimumErrors: 3 })).toMatchObject({ wouldSend: false, reason: 'below_threshold' })
  expect(await preview({ active: false })).toMatchObject({ wouldSend: false, reason: 'inactive', total: 2 })
})

test('the subject and the first line name the device, the cause and how long', async () => {
  const at = await scene({ form: { active: false } })
  await log(at, {})
  await at.followUp.run(at.setting(), ana)
  expect(subject(at.smtp.mails[0])?.replace(/\r?\n\s/gu, ' ')).toMatch(
    /^Bar Pepe: 1 error in 24 h \(1 Fail\) - Kitchen printer: .*, for 2 h 10 min$/u,
  )
})
