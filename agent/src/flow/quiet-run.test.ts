import { expect, test, vi } from 'vitest'
import { ana, asleep, later, log, runs, type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { hourMs } from './back-off.ts'
import { makeFollowUp } from './follow-up.ts'

const dayMs = 24 * hourMs
const moment = (text: string) => Date.parse(text)
/** So many runs, once they are written. */
const runsCome = (at: Scene, n: number) => vi.waitFor(async () => expect(await runs(at)).toHaveLength(n))

// Time begins on Saturday, 21 November 2026 at 07:00 in Madrid.
const weekend = { quietDays: [6, 7] }

test('a quiet day sends nothing and says so; the next digest tells all of it, each once', async () => {
  const at = await scene({ form: weekend, started: false })
  await log(
    at,
    { cause: 'cover_open', at: moment('2026-11-20T20:00:00Z'), endedAt: moment('2026-11-20T20:05:00Z') },
    { cause: 'cutter_jam', at: moment('2026-11-21T20:00:00Z'), endedAt: moment('2026-11-21T20:05:00Z') },
    { at: moment('2026-11-22T20:00:00Z') },
  )
  await at.followUp.start()
  await runsCome(at, 1)
  expect(at.followUp.nextRunAt(at.setting())).toBe(moment('2026-11-23T06:00:00Z'))
  await later(at, dayMs)
  await runsCome(at, 2)
  expect(at.smtp.mails).toEqual([])
  await later(at, dayMs)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(2))
  await later(at, dayMs)
  await runsCome(at, 4)
  const told = (await runs(at)).toReversed().map(({ localDate, reason, total, since }) => ({
    localDate,
    reason: reason === 'queued' ? 'sent' : reason,
    total,
    since: new Date(since).toISOString(),
  }))
  expect(told).toEqual([
    { localDate: '2026-11-21', reason: 'quiet_day', total: 1, since: '2026-11-20T06:00:00.000Z' },
    { localDate: '2026-11-22', reason: 'quiet_day', total: 2, since: '2026-11-20T06:00:00.000Z' },
    { localDate: '2026-11-23', reason: 'sent', total: 3, since: '2026-11-20T06:00:00.000Z' },
    // What is open still counts each day; what is over is not told twice.
    { localDate: '2026-11-24', reason: 'sent', total: 1, since: '2026-11-23T06:00:00.000Z' },
  ])
  const [monday] = at.smtp.mails
  expect(monday).toContain('3 errors in 72 h')
  expect(monday).not.toContain('Compared with yesterday')
})

test('what waits since a quiet day is known after a restart', async () => {
  const at = await scene({ form: weekend, started: false })
  await log(at, { at: moment('2026-11-20T20:00:00Z'), endedAt: moment('2026-11-20T20:05:00Z') })
  await at.followUp.start()
  await runsCome(at, 1)
  await at.followUp.stop()
  const again = makeFollowUp(at)
  at.clock.jump(2 * dayMs)
  await again.start()
  await runsCome(at, 2)
  await again.stop()
  expect((await runs(at))[0]).toMatchObject({
    localDate: '2026-11-23',
    total: 1,
    since: moment('2026-11-20T06:00:00Z'),
  })
})

test('Friday’s digest that is late on Saturday waits for Monday too', async () => {
  const at = await scene({ form: { quietDays: [6], sendAt: '23:00' }, started: false })
  await log(at, { at: moment('2026-11-20T20:00:00Z') })
  await at.store.runs.record(
    {
      ...{ id: 'thursday', integrationId: 'follow-up-1', at: 0, trigger: 'daily', test: false, reason: 'no_errors' },
      ...{ localDate: '2026-11-19', scheduledAt: moment('2026-11-19T22:00:00Z'), since: 0, until: 0, total: 0 },
      ...{ counts: {}, minimumErrors: 1, digestId: null },
    },
    [],
  )
  await at.followUp.start()
  await runsCome(at, 2)
  expect((await runs(at))[0]).toMatchObject({ localDate: '2026-11-20', reason: 'quiet_day', total: 1 })
  expect(at.smtp.mails).toEqual([])
})

test('on a quiet day a person who asks gets the mail, and the preview says what the day does', async () => {
  const at = await scene({ form: weekend })
  await log(at, {})
  await asleep(at)
  const form = { active: true, kinds: ['Fail' as const], minimumErrors: 1, includeRecovered: true }
  expect(await at.followUp.preview({ ...form, quietDays: [6, 7] })).toMatchObject({
    wouldSend: false,
    reason: 'quiet_day',
    total: 1,
  })
  expect(await at.followUp.preview({ ...form, quietDays: [7] })).toMatchObject({ wouldSend: true, reason: 'sent' })
  expect((await at.followUp.run(at.setting(), ana)).sent).toBe(true)
  expect(at.smtp.mails).toHaveLength(2)
})

test('what has recovered counts only where it is included, in the preview as in the run', async () => {
  const at = await scene({ form: { includeRecovered: false, minimumErrors: 2 }, started: false })
  const over = { endedAt: moment('2026-11-21T04:00:00Z') }
  await log(at, {}, { ...over, cause: 'cover_open' }, { ...over, cause: 'cutter_jam' })
  const preview = (includeRecovered: boolean) =>
    at.followUp.preview({ active: true, kinds: ['Fail'], minimumErrors: 2, includeRecovered, quietDays: [] })
  expect(await preview(true)).toMatchObject({ wouldSend: true, total: 3 })
  expect(await preview(false)).toMatchObject({ wouldSend: false, reason: 'below_threshold', total: 1 })
  await at.followUp.start()
  await runsCome(at, 1)
  expect((await runs(at))[0]).toMatchObject({ reason: 'below_threshold', total: 1 })
  expect((await at.followUp.run(at.setting(), ana)).sent).toBe(true)
  const [mail] = at.smtp.mails
  expect(mail).toContain('1 error in 24 h')
  expect(mail).toContain('Only what was still open when this mail was made')
})
