import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import { emptyVenue, type VenueDocument } from '@sereno/shared/venue.ts'
import { expect, onTestFinished, test, vi } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { brother, epson, PretendWays, pad } from '../../test/fakes/pretend-ways.ts'
import type { Store } from '../store/types.ts'
import { makeBus } from './bus.ts'
import { DiscoveryRounds } from './discovery.ts'
import { Identities } from './identities.ts'
import { type Live, unseen } from './live.ts'

const minute = 60_000
interface Options {
  store?: Store
  clock?: HandClock
  ways?: PretendWays
  subnets?: 'none' | string[]
  venue?: (draft: VenueDocument) => void
}

/** The real desk over a real store, on a pretend network, with time in the test's hands. */
async function openDesk(options: Options = {}) {
  const store = options.store ?? (await ownStore())
  const clock = options.clock ?? new HandClock('2026-11-21T10:00:00.000Z')
  const ways = options.ways ?? new PretendWays()
  const bus = makeBus()
  const venue = emptyVenue()
  options.venue?.(venue)
  const lives = new Map<string, Live>()
  const devices = (): readonly DeviceSetting[] => venue.devices
  const identities = await Identities.start({ keep: store.keep, clock, devices })
  const told: Discovery[] = []
  bus.on('discovery.changed', (discovery) => told.push(discovery))
  const desk = await DiscoveryRounds.make({
    clock,
    log: keptLog(),
    bus,
    store,
    venue: () => venue,
    devices,
    live: (id) => lives.get(id) ?? null,
    identities,
    surroundings: {
      defaultGateway: async () => '10.9.0.1',
      ownAddresses: () => [{ address: '10.9.0.2', subnet: '10.9.0.0/24' }],
    },
    ways,
    subnets: options.subnets,
  })
  desk.start()
  onTestFinished(() => desk.stop())
  const settled = () => vi.waitFor(() => expect(desk.state('en').state).toBe('idle'))
  const kept = () =>
    vi.waitFor(async () => expect(await store.keep.all('candidate:')).toHaveLength(desk.candidates().length))
  return {
    store,
    clock,
    ways,
    venue,
    lives,
    identities,
    told,
    desk,
    async scan(subnets: string[] | null = null) {
      const became = desk.scan(subnets)
      await settled()
      await kept()
      return became
    },
    /** Ten minutes pass, and what is done then is done. */
    async round() {
      const before = ways.swept.length
      await vi.waitFor(() => {
        clock.pass(10 * minute)
        expect(ways.swept.length).toBeGreaterThan(before)
      })
      await kept()
    },
    notices: async () => (await store.journal.notices({ limit: 100 })).items.map(({ deviceName }) => deviceName),
    names: () => desk.candidates().map(({ name }) => name),
  }
}

test('soon after the start it looks around by itself, and what it finds is no news', async () => {
  const { desk, clock, ways, notices } = await openDesk()
  ways.hosts.set('10.9.0.50', epson).set('10.9.0.51', brother)
  clock.pass(4999)
  expect(ways.swept).toEqual([])
  clock.pass(1)
  await vi.waitFor(() => expect(desk.state('en')).toMatchObject({ state: 'idle', found: 2, recognised: 2 }))
  expect(desk.state('en')).toMatchObject({
    subnets: ['10.9.0.0/24'],
    own: [{ address: '10.9.0.2', subnet: '10.9.0.0/24' }],
    startedAt: '2026-11-21T10:00:05.000Z',
    remarks: [],
  })
  expect(desk.candidates()).toMatchObject([
    { address: '10.9.0.50', vendor: 'Seiko Epson', type: 'printer', ignored: false },
    { address: '10.9.0.51', vendor: 'Brother', serial: 'E78098C0N123456' },
  ])
  expect(desk.macs().get('10.9.0.50')).toBe(epson.mac)
  expect(await notices()).toEqual([])
})

test('with SERENO_SUBNETS=none it never looks by itself, and only where a person says', async () => {
  const { clock, ways, scan } = await openDesk({ subnets: 'none' })
  clock.pass(60 * minute)
  expect(await scan()).toBe('none')
  expect(ways.swept).toEqual([])
  expect(await scan(['10.9.0.0/25'])).toBe('started')
  expect(ways.swept).toEqual(['10.9.0.0/25'])
})

test('the subnets of the start-up settings go before those of the venue, and these before its own', async () => {
  const venue = (draft: VenueDocument) => {
    draft.venue.subnets = ['10.9.0.64/26']
  }
  const first = await openDesk({ subnets: ['10.9.0.0/26'], venue })
  await first.scan()
  const second = await openDesk({ venue })
  await second.scan()
  expect([first.ways.swept, second.ways.swept]).toEqual([['10.9.0.0/26'], ['10.9.0.64/26']])
})

test('one scan at a time', async () => {
  const { desk, ways, scan } = await openDesk()
  const gate = Promise.withResolvers<void>()
  ways.gate = gate.promise
  expect(desk.scan(null)).toBe('started')
  expect(desk.scan(null)).toBe('running')
  expect(desk.state('en')).toMatchObject({ state: 'scanning', endedAt: null })
  gate.resolve()
  await vi.waitFor(() => expect(desk.state('en').state).toBe('idle'))
  expect(await scan()).toBe('started')
})

test('a scan that was asked for during a round follows it, and no round begins beside it', async () => {
  const { desk, clock, ways, scan } = await openDesk()
  await scan()
  const [round, asked] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  ways.gate = round.promise
  await vi.waitFor(() => {
    clock.pass(10 * minute)
    expect(ways.swept).toHaveLength(2)
  })
  expect(desk.scan(null)).toBe('started')
  ways.gate = asked.promise
  round.resolve()
  await vi.waitFor(() => expect(ways.swept).toHaveLength(3))
  // The next round comes due, and waits for the scan.
  for (let passed = 0; passed < 3; passed += 1) {
    clock.pass(10 * minute)
    await new Promise(setImmediate)
  }
  const stopped = desk.stop()
  expect(await Promise.race([stopped, Promise.resolve('scanning')])).toBe('scanning')
  asked.resolve()
  await stopped
  expect(ways.swept).toHaveLength(3)
  expect(desk.state('en').state).toBe('idle')
})

test('every ten minutes only what is new is asked, and filed once', async () => {
  const { ways, scan, round, notices, names } = await openDesk()
  ways.hosts.set('10.9.0.50', epson)
  await scan()
  ways.asked = []
  ways.hosts.set('10.9.0.51', brother)
  await round()
  expect(new Set(ways.asked.map((one) => one.split(' ')[0]))).toEqual(new Set(['10.9.0.51']))
  expect(names()).toHaveLength(2)
  await vi.waitFor(async () => expect(await notices()).toHaveLength(1))
  ways.asked = []
  await round()
  expect(ways.asked).toEqual([])
  expect(await notices()).toHaveLength(1)
})

test('phones of guests, which make their MAC up, are no news', async () => {
  const { ways, scan, round, notices, desk } = await openDesk()
  ways.hosts.set('10.9.0.50', epson)
  await scan()
  ways.hosts.set('10.9.0.31', pad).set('10.9.0.32', { mac: 'd6:00:00:00:00:32' })
  await round()
  expect(desk.candidates()).toHaveLength(3)
  expect(await notices()).toEqual([])
})

test('what is watched is left alone and is no candidate; what proves it is learnt', async () => {
  const { ways, scan, desk, identities } = await openDesk({
    venue: (draft) => draft.devices.push(pretendDevice('bar', '10.9.0.50', { mac: epson.mac })),
  })
  ways.hosts.set('10.9.0.50', { ...epson, services: [{ type: '_ipp._tcp', name: 'Bar printer', txt: {} }] })
  await scan()
  expect(ways.asked).toEqual([])
  expect(desk.candidates()).toEqual([])
  expect(identities.of('bar').map(({ kind }) => kind)).toEqual(expect.arrayContaining(['mdns']))
  expect(identities.foundAt('bar')?.address).toBe('10.9.0.50')
})

test('a watched printer at another address is no candidate, and where it was found is learnt', async () => {
  const { ways, scan, desk, identities } = await openDesk({
    venue: (draft) => draft.devices.push(pretendDevice('bar', '10.9.0.50', { mac: epson.mac })),
  })
  ways.hosts.set('10.9.0.73', epson)
  await scan()
  expect(ways.asked).toEqual([])
  expect(desk.candidates()).toEqual([])
  expect(identities.foundAt('bar')?.address).toBe('10.9.0.73')
})

test('an iPad with a new MAC may be the one that is missing; a person has to say', async () => {
  const { ways, scan, desk, lives, clock } = await openDesk({
    venue: (draft) => draft.devices.push(pretendDevice('pad', '10.9.0.30', { type: 'ipad' })),
  })
  lives.set('pad', { ...unseen(), lastSeenAt: clock.now() })
  clock.pass(30 * minute)
  ways.hosts.set('10.9.0.31', pad)
  await scan()
  expect(desk.candidates()).toMatchObject([{ privateMac: true, perhapsDeviceId: 'pad' }])
  lives.set('pad', { ...unseen(), lastSeenAt: clock.now() })
  expect(desk.candidates()).toMatchObject([{ perhapsDeviceId: null }])
})

test('whoever listens is told often enough, and at most four times a second', async () => {
  const { told, clock, scan } = await openDesk()
  await scan()
  clock.pass(20)
  expect(told.map(({ state }) => state)).toEqual(['idle'])
  await scan()
  clock.pass(100)
  expect(told).toHaveLength(1)
  clock.pass(150)
  expect(told).toHaveLength(2)
})
