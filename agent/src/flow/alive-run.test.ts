import { expect, test, vi } from 'vitest'
import { ana, asleep, later, log, runs, type Scene, scene } from '../../test/fakes/follow-up-scene.ts'
import { hourMs } from './back-off.ts'
import { makeFollowUp } from './follow-up.ts'

const dayMs = 24 * hourMs
const alive = { weeklyAlive: true, emails: ['ops@distributor.test'] }

const signs = async (at: Scene) => (await runs(at)).filter(({ trigger }) => trigger === 'weekly')
/** The words of the newest one, on one line. */
const newestSign = async (at: Scene) => {
  const [mail] = await at.store.outbox.ofRun((await signs(at))[0]?.id ?? '')
  return mail?.text.replace(/\s+/gu, ' ')
}
/** Day after day goes by, each with its run. */
async function days(at: Scene, n: number): Promise<void> {
  for (let day = 0; day < n; day++) {
    const before = (await runs(at)).length
    await later(at, dayMs)
    await vi.waitFor(async () => expect((await runs(at)).length).toBeGreaterThan(before))
    await asleep(at)
  }
}

test('after seven days without a mail it says once that the box watches, and again a week later', async () => {
  const at = await scene({ form: alive })
  await days(at, 6)
  expect(at.smtp.mails).toEqual([])
  await days(at, 1)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  expect(at.smtp.mails[0]).toContain('Subject: Bar Pepe: Sereno is watching, no report was due')
  const text = await newestSign(at)
  expect(text).toContain('there was no error of the chosen types')
  expect(text).toContain('No report due since: 21 Nov, 07:00 (7 d 0 h)')
  expect(text).toContain('Next run: 29 Nov, 07:00')
  await vi.waitFor(async () => expect((await signs(at))[0]?.reason).toBe('sent'))
  expect(await signs(at)).toMatchObject([
    { localDate: '2026-11-28', total: 0, counts: { Error: 0, Fail: 0, Offline: 0, Retry: 0 }, test: false },
  ])
  await days(at, 7)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(2))
  expect((await signs(at)).map(({ localDate }) => localDate)).toEqual(['2026-12-05', '2026-11-28'])
  expect((await runs(at)).filter(({ trigger }) => trigger === 'daily')).toHaveLength(15)
})

test('a digest begins the week anew, and so does one that a person asked for', async () => {
  const at = await scene({ form: alive })
  await asleep(at)
  await log(at, { at: at.clock.now() + hourMs, endedAt: at.clock.now() + 2 * hourMs })
  await days(at, 1)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  await days(at, 4)
  expect((await at.followUp.run(at.setting(), ana, { allClear: true })).sent).toBe(true)
  await days(at, 6)
  expect(await signs(at)).toEqual([])
  await days(at, 1)
  await vi.waitFor(async () => expect(await signs(at)).toHaveLength(1))
  // An all-clear reports nothing: the time without trouble is counted from the digest.
  expect(await newestSign(at)).toContain('No report due since: 22 Nov, 07:00')
})

test('too few errors for a mail are not passed off as none', async () => {
  const at = await scene({ form: { ...alive, minimumErrors: 5 } })
  await asleep(at)
  await log(at, { at: at.clock.now() + hourMs })
  await days(at, 7)
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  const text = await newestSign(at)
  expect(text).toContain('In the last seven days 1 error was counted.')
  expect(text).toContain('the threshold is 5 in one run. 1 problem is still open.')
})

test('a restart at any moment of that day sends it once', async () => {
  const at = await scene({ form: alive })
  await days(at, 6)
  await at.followUp.stop()
  at.clock.jump(dayMs)
  // Stopped between the daily run and the sign of life: the run is written, the sign is not.
  await at.book.change((draft) => {
    for (const one of draft.integrations) one.weeklyAlive = false
  })
  const first = makeFollowUp(at)
  await first.start()
  await vi.waitFor(async () => expect(await runs(at)).toHaveLength(8))
  await first.stop()
  await at.book.change((draft) => {
    for (const one of draft.integrations) one.weeklyAlive = true
  })
  for (let start = 0; start < 3; start++) {
    const again = makeFollowUp(at)
    await again.start()
    await vi.waitFor(async () => expect(await signs(at)).toHaveLength(1))
    at.clock.pass(hourMs)
    await again.stop()
  }
  await vi.waitFor(() => expect(at.smtp.mails).toHaveLength(1))
  expect(await signs(at)).toHaveLength(1)
})

test('it keeps quiet days, and comes on the first day after them', async () => {
  // A week after the first run is Saturday, 28 November.
  const at = await scene({ form: { ...alive, quietDays: [6, 7] } })
  await days(at, 8)
  expect(await signs(at)).toEqual([])
  await days(at, 1)
  await vi.waitFor(async () => expect((await signs(at))[0]?.localDate).toBe('2026-11-30'))
})

test('switched on after a long silence it waits for the next time of day', async () => {
  const at = await scene({ form: { ...alive, weeklyAlive: false } })
  await days(at, 9)
  await at.book.change((draft) => {
    for (const one of draft.integrations) {
      one.weeklyAlive = true
      one.savedAt = new Date(at.clock.now() + hourMs).toISOString()
    }
  })
  await later(at, 2 * hourMs)
  expect(await signs(at)).toEqual([])
  await later(at, 22 * hourMs)
  await vi.waitFor(async () => expect(await signs(at)).toHaveLength(1))
})

test('of days on which it was inactive it does not say that no report was due', async () => {
  const at = await scene({ form: alive })
  await days(at, 2)
  const switched = (active: boolean) =>
    at.book.change(({ integrations }) => {
      for (const one of integrations) {
        one.active = active
        one.savedAt = new Date(at.clock.now()).toISOString()
      }
    })
  await switched(false)
  await later(at, 20 * dayMs)
  await switched(true)
  await days(at, 1)
  await vi.waitFor(async () => expect(await signs(at)).toHaveLength(1))
  expect(await newestSign(at)).toContain('No report due since: 13 Dec, 07:00 (1 d 0 h)')
})

test('off, or inactive, it says nothing', async () => {
  const at = await scene({ form: { emails: alive.emails } })
  await days(at, 9)
  expect(await signs(at)).toEqual([])
  expect(at.smtp.mails).toEqual([])
})
