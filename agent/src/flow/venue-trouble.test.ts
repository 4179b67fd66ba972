import type { Discovery } from '@sereno/shared/identity.ts'
import { describe, expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'
import { PretendNetwork, pretendDevice } from '../../test/fakes/pretend-network.ts'

const second = 1000
const minute = 60 * second
const own = { server: '10.9.0.1', router: '10.9.0.1', dns: ['10.9.0.1'] }
const strange = { server: '10.9.0.99', router: '10.9.0.99', dns: [] }
const scan: Discovery = {
  ...{ state: 'scanning', startedAt: '2026-11-21T10:00:00.000Z', endedAt: null, subnets: [], own: [], remarks: [] },
  ...{ mayLook: true, asked: 0, total: 254, found: 0, recognised: 0 },
}
const printers = [5, 6, 7, 8].map((n) => pretendDevice(`printer-${n}`, `10.9.0.${n}`))

function timed(): { clock: HandClock; network: PretendNetwork } {
  const clock = new HandClock('2026-11-21T10:00:00.000Z')
  return { clock, network: new PretendNetwork(clock) }
}
const causeOf = (belt: HeldBelt, id: string) => belt.running.watch.live(id)?.cause?.code ?? null
const childrenOf = async (belt: HeldBelt, cause: string) => {
  const entry = (await belt.entries()).find((one) => one.cause === cause)
  return (entry?.detail.children as { id: string }[] | undefined)?.map(({ id }) => id).sort()
}

describe('a second DHCP server', () => {
  test('is found at the next look, named with its MAC, and over when it is missed twice', async () => {
    const belt = await holdBelt({ looksAround: true })
    belt.network.dhcp = { asked: true, offers: [own] }
    await belt.pass(10 * minute)
    expect(await belt.story()).toEqual([])
    belt.network.dhcp = { asked: true, offers: [own, strange] }
    await belt.pass(10 * minute)
    expect(await belt.story()).toEqual(['rogue_dhcp agent …'])
    const [entry] = await belt.entries()
    expect(entry).toMatchObject({ kind: 'Offline', detail: { known: '10.9.0.1', server: '10.9.0.99' } })
    expect(entry?.detail.mac).toMatch(/^02:/u)

    belt.network.dhcp = { asked: true, offers: [own] }
    const before = belt.network.dhcpAsked
    await belt.pass(90 * second)
    expect(belt.network.dhcpAsked).toBe(before + 1)
    expect(await belt.story()).toEqual(['rogue_dhcp agent …'])
    await belt.pass(minute)
    expect(await belt.story()).toEqual(['rogue_dhcp agent'])
  })

  test('goes on over a restart as the same entry, also when our own port cannot be opened meanwhile', async () => {
    const first = await holdBelt({ looksAround: true, ...withOffers(own, strange) })
    await first.pass(minute)
    await first.stop()
    const second = await holdBelt({ looksAround: true, folder: first.folder, ...withOffers(own, strange) })
    second.network.dhcp = { asked: false, why: 'busy' }
    await second.pass(5 * minute)
    expect(await second.story()).toEqual(['rogue_dhcp agent …'])
  })

  test('is looked for with a scan, and never where the agent does not look around', async () => {
    const belt = await holdBelt({ looksAround: true })
    const before = belt.network.dhcpAsked
    belt.bus.emit('discovery.changed', scan)
    belt.bus.emit('discovery.changed', { ...scan, asked: 100 })
    await belt.pass(minute)
    expect(belt.network.dhcpAsked).toBe(before + 1)
    const still = await holdBelt()
    await still.pass(30 * minute)
    expect(still.network.dhcpAsked).toBe(0)
  })

  test('is looked for once for all who scan at the same time', async () => {
    const belt = await holdBelt({ looksAround: true })
    const before = belt.network.dhcpAsked
    for (let n = 10; n < 60; n += 1) {
      belt.bus.emit('discovery.changed', { ...scan, startedAt: `2026-11-21T10:00:${n}.000Z` })
    }
    await belt.pass(minute)
    expect(belt.network.dhcpAsked).toBe(before + 1)
  })

  test('that a scan found is looked for again soon, so that its end is found too', async () => {
    const belt = await holdBelt({ looksAround: true })
    await belt.pass(90 * second)
    belt.network.dhcp = { asked: true, offers: [own, strange] }
    belt.bus.emit('discovery.changed', scan)
    await belt.pass(5 * second)
    expect(await belt.story()).toEqual(['rogue_dhcp agent …'])
    belt.network.dhcp = { asked: true, offers: [own] }
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['rogue_dhcp agent'])
  })

  test('that cannot be looked for is told as what this machine lacks', async () => {
    const belt = await holdBelt({ looksAround: true })
    expect(belt.running.watch.lacks('en')).toEqual([])
    belt.network.dhcp = { asked: false, why: 'right' }
    await belt.pass(11 * minute)
    expect(belt.running.watch.lacks('en')).toMatchObject([{ code: 'no_dhcp_right' }])
  })

  const withOffers = (...offers: (typeof own | typeof strange)[]) => {
    const network = new PretendNetwork()
    network.dhcp = { asked: true, offers }
    return { network }
  }
})

describe('a broadcast storm', () => {
  const storming = async () => {
    const belt = await holdBelt(timed())
    await belt.set(printers)
    await belt.pass(5 * minute)
    belt.network.packetsPerSecond = 20_000
    for (const n of [5, 6, 7]) belt.network.silent.add(`10.9.0.${n}`)
    await belt.pass(minute)
    return belt
  }

  test('is one entry, with those that fell silent folded in, and each is looked at again afterwards', async () => {
    const belt = await storming()
    expect(await belt.story()).toEqual(['l2_storm agent …'])
    expect(await childrenOf(belt, 'l2_storm')).toEqual(['printer-5', 'printer-6', 'printer-7'])
    expect([causeOf(belt, 'printer-5'), causeOf(belt, 'printer-8')]).toEqual(['parent_down', null])
    belt.network.packetsPerSecond = 10
    belt.network.silent.clear()
    await belt.pass(30 * second)
    expect(await belt.story()).toEqual(['l2_storm agent'])
    expect(printers.map(({ id }) => belt.running.watch.live(id)?.state)).toEqual(Array(4).fill('up'))
  })

  test('leaves a device that stays silent an entry of its own', async () => {
    const belt = await storming()
    belt.network.packetsPerSecond = 10
    belt.network.silent.delete('10.9.0.5')
    belt.network.silent.delete('10.9.0.6')
    await belt.pass(2 * minute)
    expect((await belt.story()).sort()).toEqual(['l2_storm agent', 'no_answer printer-7 …'])
  })

  test('is none while a backup brings as many packets and nothing is lost but one printer', async () => {
    const belt = await holdBelt(timed())
    await belt.set(printers)
    await belt.pass(5 * minute)
    belt.network.packetsPerSecond = 20_000
    belt.network.silent.add('10.9.0.5')
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual(['no_answer printer-5 …'])
  })

  test('is none while a backup runs where devices that never answered pings answer in another way', async () => {
    const belt = await holdBelt(timed())
    await belt.set([5, 6, 7, 8].map((n) => pretendDevice(`printer-${n}`, `10.9.0.${n}`, {}, ['icmp', 'tcp'])))
    for (const n of [5, 6, 7]) belt.network.silent.add(`icmp 10.9.0.${n}`)
    await belt.pass(5 * minute)
    belt.network.packetsPerSecond = 20_000
    await belt.pass(2 * minute)
    expect(await belt.story()).toEqual([])
  })

  test('goes on over a restart as the same entry', async () => {
    const belt = await storming()
    const { clock, network, folder } = belt
    await belt.stop()
    const next = await holdBelt({ clock, network, folder })
    await next.pass(30 * second)
    expect(await next.story()).toEqual(['l2_storm agent …'])
    network.packetsPerSecond = 10
    network.silent.clear()
    await next.pass(30 * second)
    expect(await next.story()).toEqual(['l2_storm agent'])
  })
})
