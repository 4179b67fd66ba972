import type { Entry, Notice } from '@sereno/shared/activity.ts'
import type { Device } from '@sereno/shared/device.ts'
import type { OpeningHours } from '@sereno/shared/venue.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Happening } from './client.ts'
import { describeVenue } from './describe-venue.ts'
import type { Repair } from './faults.ts'
import { hurriedMachine } from './machines.ts'
import { noteFigure, printFigures } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'

/** So many times too fast runs the agent's time of day here: half an hour takes a minute and a half. */
const rate = 20
/** Waits end with their event; this only bounds a failure. */
const withinMs = 180_000

const open: OpeningHours = {
  days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '00:00' })),
  holidays: [],
}
const closed: OpeningHours = { days: [], holidays: [] }

describeVenue('presence, by a clock that runs fast', 240_000, () => {
  let scene: Scene
  let plugIn: Repair
  beforeAll(async () => {
    scene = await openScene(hurriedMachine(rate))
    await hours(open)
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const hours = (openingHours: OpeningHours | null) => scene.client.call('venue.change', { body: { openingHours } })
  const entriesOf = async (deviceId: string) => {
    const { items } = await scene.client.call('activity.list', { query: { deviceId, limit: 20 } })
    return items.map(({ kind, cause, endedAt }) => [kind, cause, endedAt === null ? 'open' : 'over'])
  }
  /** Waits from now on, or from an earlier event on. */
  const hear = <T>(what: string, find: (happening: Happening) => T | null, from = scene.listener.heard.length) =>
    scene.listener.until(what, withinMs, from, find)
  const noticeOf = (deviceId: string, cause: string, from?: number) =>
    hear(
      cause,
      ({ event, data }) => {
        const notice = data as Notice
        return event === 'notice' && notice.deviceId === deviceId && notice.cause === cause ? notice : null
      },
      from,
    )
  const entryOf = (deviceId: string, cause: string, isOver: boolean, from?: number) =>
    hear(
      `${cause} ${isOver ? 'over' : 'open'}`,
      ({ event, data }) => {
        const entry = data as Entry
        const isMeant = event === 'activity' && entry.deviceId === deviceId && entry.cause === cause
        return isMeant && (entry.endedAt !== null) === isOver ? entry : null
      },
      from,
    )
  /** A look at a device that was answered, or was not; its state is stale by this clock between two looks. */
  const lookAt = (deviceId: string, isAnswered: boolean, from?: number) =>
    hear(
      'its look',
      ({ event, data }) => {
        const { id, probes } = data as Device
        return event === 'device' && id === deviceId && probes[0]?.last?.ok === isAnswered ? true : null
      },
      from,
    )
  const becomes = (deviceId: string, state: Device['state'], code?: string) =>
    vi.waitFor(async () => expect(await scene.stateOf(deviceId)).toEqual({ state, code }), {
      timeout: withinMs,
      interval: 200,
    })

  describe.concurrent('side by side', () => {
    test('an iPad that is silent is asleep, and after half an hour in opening hours one Offline', async () => {
      const { barPad } = scene.ids
      const since = Date.now()
      const asleep = noticeOf(barPad, 'asleep')
      const away = entryOf(barPad, 'ipad_away', false)
      plugIn = await scene.faults.linkDown('ipad1')
      const { at } = await asleep
      expect(await entriesOf(barPad)).toEqual([])
      const entry = await away
      noteFigure('iPad away', Date.now() - since)
      expect(entry).toMatchObject({ kind: 'Offline', endedAt: null })
      expect(entry.detail.minutes).toBeGreaterThanOrEqual(30)
      // The silence began with the last answer, at most two minutes before it was found.
      expect(Date.parse(entry.at) - Date.parse(at)).toBeGreaterThan(27 * 60_000)
      await becomes(barPad, 'down', 'ipad_away')
      expect(await entriesOf(barPad)).toEqual([['Offline', 'ipad_away', 'open']])
    })

    test('an iPad that misses one check is a notice; the third such gap is one Offline, over ten minutes later', async () => {
      const { kitchenPad } = scene.ids
      const roamed = noticeOf(kitchenPad, 'roamed')
      const begun = entryOf(kitchenPad, 'wifi_flapping', false)
      const over = entryOf(kitchenPad, 'wifi_flapping', true)
      let told = false
      void begun.then(() => {
        told = true
      })
      // A check may miss the gap, or two may meet the same one: such a gap does not count, and another one is made.
      for (let gap = 1; gap <= 8 && !told; gap++) {
        const silent = lookAt(kitchenPad, false)
        const repair = await scene.faults.linkDown('ipad2')
        await silent
        const back = lookAt(kitchenPad, true)
        await repair()
        await back
        if (gap === 1) expect(await entriesOf(kitchenPad)).toEqual([])
      }
      await roamed
      expect(await begun).toMatchObject({ kind: 'Offline', endedAt: null })
      await over
      expect(await entriesOf(kitchenPad)).toEqual([['Offline', 'wifi_flapping', 'over']])
    })

    test('a single late answer is a notice, the second in an hour one Retry, closed ten minutes after the last', async () => {
      const { office } = scene.ids
      // Of so many packets the first is lost.
      const loseOne = () => scene.faults.everyNthLost('office', 1_000_000)
      const late = noticeOf(office, 'late_answer')
      const first = await loseOne()
      await late
      await first()
      expect(await entriesOf(office)).toEqual([])
      const begun = entryOf(office, 'check_retry', false)
      const over = entryOf(office, 'check_retry', true)
      const second = await loseOne()
      expect(await begun).toMatchObject({ kind: 'Retry', detail: { count: 2 }, explainedBy: null })
      await second()
      await over
      expect(await entriesOf(office)).toEqual([['Retry', 'check_retry', 'over']])
    })
  })

  test('an iPad silent for half an hour where no hours are set is a notice, no entry', async () => {
    const { barPad } = scene.ids
    const notice = noticeOf(barPad, 'ipad_silent')
    const over = entryOf(barPad, 'ipad_away', true)
    await hours(null)
    expect((await notice).detail.minutes).toBeGreaterThanOrEqual(30)
    await over
    await becomes(barPad, 'asleep', 'ipad_silent')
  })

  test('outside opening hours neither an iPad nor a printer is Offline; at opening the printer is', async () => {
    const { barPad, barPrinter } = scene.ids
    await hours(closed)
    const repair = await scene.faults.linkDown('printer1')
    await becomes(barPrinter, 'asleep', 'asleep')
    await becomes(barPad, 'asleep', 'asleep')
    expect(await entriesOf(barPrinter)).toEqual([])
    expect(await entriesOf(barPad)).toEqual([['Offline', 'ipad_away', 'over']])
    const begun = entryOf(barPrinter, 'no_answer', false)
    await hours(open)
    expect(await begun).toMatchObject({ kind: 'Offline' })
    const over = entryOf(barPrinter, 'no_answer', true)
    await repair()
    await over
    await plugIn()
    await becomes(barPad, 'up')
    expect(await entriesOf(barPad)).toEqual([['Offline', 'ipad_away', 'over']])
  })
})
