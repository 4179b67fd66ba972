import type { Entry } from '@sereno/shared/activity.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import type { Host } from './plan.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { allWell, openScene, type Scene } from './scene.ts'
import { startDhcp } from './servers.ts'

/** Asking for DHCP servers takes five seconds, and a scan brings it about. */
const dhcpMs = 15_000
/** A storm is decided within ten seconds of the look that found it, which comes within five. */
const stormMs = 25_000
/** Members wait for each other, for as long as the slowest of them takes. */
const groupMs = windowMs(2000, 3) + 10_000
/** What hangs on the cupboard's unmanaged switch: two printers and the kitchen's own switch. */
const cupboard: readonly Host[] = ['printer1', 'printer2', 'switch2']

describeVenue('the network as a whole', 300_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const childrenOf = async ({ id }: Entry): Promise<string[]> => {
    const { items } = await scene.client.call('activity.list', { query: { limit: 50 } })
    const children = items.find((one) => one.id === id)?.detail.children
    return (Array.isArray(children) ? children : []).map((child: { name: string }) => child.name).toSorted()
  }

  test('a second DHCP server is one Offline that names both, and one alone is none', async () => {
    const { client, venue } = scene
    await startDhcp(venue, 'gateway', '10.77.0.100', '10.77.0.120')
    await client.call('discovery.start', { body: {} })
    await playCase(scene, 'second DHCP server', {
      fault: async () => {
        const rogue = await startDhcp(venue, 'printer2', '10.77.0.200', '10.77.0.220')
        const scanned = async () => (await client.call('discovery.get')).state
        await expect.poll(scanned, { timeout: 60_000, interval: 500 }).toBe('idle')
        await client.call('discovery.start', { body: {} })
        return () => rogue.stop()
      },
      entries: [[null, 'Offline', 'rogue_dhcp']],
      // Its end is told by two looks without it, a minute apart.
      withinMs: dhcpMs + 75_000,
      during: async ([entry]) => {
        expect(entry?.detail).toMatchObject({
          known: '10.77.0.1',
          server: '10.77.0.22',
          router: '10.77.0.22',
          mac: '00:80:77:00:00:22',
        })
        expect(entry?.message).toContain('10.77.0.22')
      },
    })
    // None of its few addresses was taken.
    expect(await venue.exec('gateway', 'cat', `${venue.folder}/gateway-leases`)).toBe('')
  })

  test('a switch looped back on itself is one Offline that holds all that fall silent, while the agent goes on', async () => {
    const { client, venue, faults } = scene
    await playCase(scene, 'loop of two cables', {
      fault: async () => {
        const repair = await faults.loop('6mbit')
        // Each broadcast goes round for ever; any will do.
        await venue.exec('printer1', 'arping', '-c1', '-w1', '-I', 'eth0', '10.77.0.99').catch(() => {})
        return repair
      },
      entries: [[null, 'Offline', 'l2_storm']],
      touches: (await scene.client.call('devices.list')).items.map(({ name }) => name),
      withinMs: stormMs,
      during: async ([entry]) => {
        if (!entry) return
        await expect.poll(() => childrenOf(entry), { timeout: 60_000, interval: 500 }).toContain('Bar printer')
        const { eventLoopDelayP99Ms } = await client.call('system.get')
        console.log(`storm: ${entry.detail.packets} packets/s, event loop p99 ${eventLoopDelayP99Ms} ms`)
        expect(entry.detail.packets).toBeGreaterThan(1000)
        expect((await client.call('healthz')).ok).toBe(true)
      },
    })
  })

  test('an unmanaged switch that loses power has an entry for each device once, and one for all from then on', async () => {
    const { faults } = scene
    await playCase(scene, 'unmanaged switch, first time', {
      fault: () => faults.powerCut(cupboard),
      entries: [
        ['Bar printer', 'Offline', 'no_answer'],
        ['Office printer', 'Offline', 'no_answer'],
        ['Kitchen switch', 'Offline', 'no_answer'],
      ],
      withinMs: groupMs,
    })
    await allWell(scene)
    await playCase(scene, 'unmanaged switch, again', {
      fault: () => faults.powerCut(cupboard),
      entries: [[null, 'Offline', 'group_down']],
      touches: ['Bar printer', 'Office printer', 'Kitchen switch', 'Kitchen printer'],
      withinMs: groupMs,
      during: async ([entry]) => {
        if (!entry) return
        await expect
          .poll(() => childrenOf(entry), { timeout: groupMs, interval: 500 })
          .toEqual(['Bar printer', 'Kitchen printer', 'Kitchen switch', 'Office printer'])
      },
    })
  })
})
