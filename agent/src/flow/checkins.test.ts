import { randomUUID } from 'node:crypto'
import type { CheckinFact, Reading } from '@sereno/shared/reading.ts'
import { describe, expect, test, vi } from 'vitest'
import { checkin, look } from '../../test/fakes/check.ts'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const noConnection = 'NSURLErrorDomain Code=-1004 "Could not connect to the server."'

const pad = (id: string, address: string | null) => pretendDevice(id, address, { type: 'ipad' }, ['ios'])
const told = (belt: HeldBelt, fact: Partial<CheckinFact>): Reading =>
  look('checkin', 'answered', [checkin({ address: '10.9.0.31', ...fact })], { at: belt.clock.now() })
/** The iPad tells this, and what it tells is judged. */
const tell = (belt: HeldBelt, id: string, fact: Partial<CheckinFact>) =>
  belt.during(belt.running.watch.hear(id, told(belt, fact)))

/** A venue with a printer and two iPads, all of them well, and the agent's own gateway, resolver and line. */
async function venue(): Promise<HeldBelt> {
  const belt = await holdBelt({ looksAround: true })
  await belt.set([pretendDevice('printer', '10.9.0.21'), pad('bar', '10.9.0.31'), pad('kitchen', '10.9.0.32')])
  await belt.pass(2 * minute + 3 * second)
  return belt
}

describe('an iPad without internet', () => {
  test('has an entry by its check-in while our line works, until it says otherwise', async () => {
    const belt = await venue()
    await tell(belt, 'bar', { online: false })
    expect(await belt.entries()).toMatchObject([
      {
        kind: 'Offline',
        cause: 'ios_no_internet',
        source: 'checkin',
        probe: 'checkin',
        deviceId: 'bar',
        endedAt: null,
      },
    ])
    await belt.pass(30 * second)
    await tell(belt, 'bar', { online: false })
    expect(await belt.story()).toEqual(['ios_no_internet bar …'])
    expect(belt.running.watch.live('bar')).toMatchObject({ state: 'down', cause: { code: 'ios_no_internet' } })
    await belt.pass(30 * second)
    await tell(belt, 'bar', { online: true })
    const [entry] = await belt.entries()
    expect([entry?.endedAt, entry?.occurrences]).toEqual([new Date(belt.clock.now()).toISOString(), 2])
    expect(await belt.store.journal.openIncidents()).toEqual([])
  })

  test('has none when nothing was heard of it for ten minutes', async () => {
    const belt = await venue()
    await tell(belt, 'bar', { online: false })
    await belt.pass(9 * minute)
    expect(await belt.story()).toEqual(['ios_no_internet bar …'])
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['ios_no_internet bar'])
  })

  test('adds nothing to our own line that is down, also before we knew and just after it is back', async () => {
    const belt = await venue()
    belt.network.internet = false
    await tell(belt, 'bar', { online: false })
    await tell(belt, 'kitchen', { online: false, address: '10.9.0.32' })
    expect(await belt.story()).toMatchObject([expect.stringMatching(/^isp_down \S+ …$/u)])
    await belt.pass(minute)
    belt.network.internet = true
    await belt.pass(30 * second)
    await tell(belt, 'bar', { online: false })
    expect(await belt.story()).toMatchObject([expect.stringMatching(/^isp_down \S+$/u)])
    await belt.pass(2 * minute)
    await tell(belt, 'bar', { online: false })
    expect((await belt.story()).at(-1)).toBe('ios_no_internet bar …')
  })
})

describe('an iPad that does not reach the printer', () => {
  test('is kept off the local network by iOS where the other one prints', async () => {
    const belt = await venue()
    await tell(belt, 'kitchen', { lastPrintError: '', address: '10.9.0.32' })
    await tell(belt, 'bar', { lastPrintError: noConnection })
    expect(await belt.story()).toEqual(['ios_local_network bar …'])
    await tell(belt, 'bar', { lastPrintError: '' })
    expect(await belt.story()).toEqual(['ios_local_network bar'])
  })

  test('is kept off it also where the printer refuses a way that it never had', async () => {
    const belt = await venue()
    belt.network.refusing.add('ipp 10.9.0.21')
    const printer = pretendDevice('printer', '10.9.0.21', {}, ['icmp', 'ipp'])
    await belt.set([printer, pad('bar', '10.9.0.31'), pad('kitchen', '10.9.0.32')])
    await belt.pass(minute)
    await tell(belt, 'bar', { lastPrintError: noConnection })
    expect(await belt.story()).toEqual(['ios_local_network bar …'])
  })

  test('is on the wrong network where it calls from another', async () => {
    const belt = await venue()
    await tell(belt, 'bar', { lastPrintError: noConnection, address: '192.168.77.4' })
    expect(await belt.story()).toEqual(['wrong_subnet bar …'])
    await tell(belt, 'bar', { lastPrintError: '', address: '192.168.77.4' })
    expect(await belt.story()).toEqual(['wrong_subnet bar'])
  })

  test('adds nothing to a printer that is dead, also before we knew', async () => {
    const belt = await venue()
    await belt.pass(6 * second)
    belt.network.silent.add('10.9.0.21')
    await tell(belt, 'bar', { lastPrintError: noConnection })
    expect(await belt.story()).toEqual(['no_answer printer …'])
  })

  test('is judged by where it is set to be when it calls through our own machine', async () => {
    const belt = await venue()
    await tell(belt, 'bar', { lastPrintError: noConnection, address: '127.0.0.1' })
    expect(await belt.story()).toEqual(['ios_local_network bar …'])
  })
})

describe('a check-in', () => {
  test('keeps what was told, and its entry, while the iPad moves to another address and the agent restarts', async () => {
    const belt = await venue()
    await tell(belt, 'bar', { online: false, model: 'iPad13,4', osVersion: '26.1' })
    await belt.set([pretendDevice('printer', '10.9.0.21'), pad('bar', '10.9.0.99'), pad('kitchen', '10.9.0.32')])
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['ios_no_internet bar …'])
    await belt.stop()
    const { folder, clock, network } = belt
    const again = await holdBelt({ folder, clock, network, looksAround: true })
    expect(again.running.watch.live('bar')?.checkin).toMatchObject({ fact: { model: 'iPad13,4', osVersion: '26.1' } })
    await again.pass(minute)
    expect(await again.story()).toEqual(['ios_no_internet bar …'])
    await tell(again, 'bar', { online: true })
    expect(await again.story()).toEqual(['ios_no_internet bar'])
  })

  test('waits for the check that runs, and two at once are judged one after the other', async () => {
    const belt = await venue()
    belt.network.silent.add('10.9.0.31')
    const checking = belt.running.watch.checkNow('bar')
    const hearing = [{ online: false }, { online: true }].map((fact) =>
      belt.running.watch.hear('bar', told(belt, fact)),
    )
    await belt.during(Promise.all([checking, ...hearing]))
    expect(await belt.story()).toEqual(['ios_no_internet bar'])
  })

  test('of an iPad that is out of service, or gone, is no verdict', async () => {
    const belt = await venue()
    await belt.set([pretendDevice('bar', '10.9.0.31', { type: 'ipad', inService: false }, ['ios'])])
    await tell(belt, 'bar', { online: false })
    await tell(belt, randomUUID(), { online: false })
    expect(await belt.story()).toEqual([])
    expect(belt.running.watch.live('bar')).toMatchObject({ state: 'paused', checkin: { fact: { online: false } } })
  })

  test('shows that an iPad is here that answers nothing else', async () => {
    const belt = await holdBelt()
    await belt.set([pad('bar', null)])
    await belt.book.change((draft) => {
      draft.venue.openingHours = {
        days: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '00:00' })),
        holidays: [],
      }
    })
    belt.network.silent.add('the line')
    for (let n = 0; n < 40; n += 1) {
      await tell(belt, 'bar', {})
      await belt.pass(minute)
    }
    expect([await belt.story(), belt.running.watch.live('bar')?.state]).toEqual([[], 'up'])
    await belt.pass(35 * minute)
    expect(await belt.story()).toEqual(['ipad_away bar …'])
    await tell(belt, 'bar', {})
    expect(await belt.story()).toEqual(['ipad_away bar'])
  })
})

test('where all iPads complain at once, the looks that were made for the first serve the others', async () => {
  const belt = await holdBelt({ looksAround: true })
  const many = Array.from({ length: 30 }, (_, index) => index)
  const printers = many.map((n) => pretendDevice(`printer-${n}`, `10.9.0.${100 + n}`))
  await belt.set([...printers, ...many.map((n) => pad(`pad-${n}`, `10.9.0.${150 + n}`))])
  await belt.pass(2 * minute)
  const waits = vi.spyOn(belt.clock, 'after')
  const heard = many.map((n) => belt.running.watch.hear(`pad-${n}`, told(belt, { lastPrintError: noConnection })))
  await belt.during(Promise.all(heard))
  expect(waits.mock.calls.length).toBeLessThan(10 * many.length)
  expect(await belt.story()).not.toEqual([])
})
