import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'
import { startPortal } from './servers.ts'

describeVenue('outages that touch many devices', 180_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const own = windowMs(2000, 3)
  const icmp = windowMs(1000, 3)
  const folded = { state: 'unknown', code: 'parent_down' }
  const well = { state: 'up', code: undefined }
  /** The agent's own devices have the names that it gave them. */
  const nameOf = async (id: string) => (await scene.device(id)).name

  test('the internet line down is one Offline, with nothing for what is reached over it', async () => {
    await playCase(scene, 'internet down', {
      fault: () => scene.faults.internetCut(),
      entries: [[await nameOf(scene.ids.line), 'Offline', 'isp_down']],
      withinMs: own,
      during: async () => {
        await expect.poll(() => scene.stateOf(scene.ids.posCloud), { timeout: own }).toEqual(folded)
        expect(await scene.stateOf(scene.ids.barPrinter)).toEqual(well)
      },
    })
  })

  test('a captive portal is one Offline, with nothing for the POS cloud behind it', async () => {
    await startPortal(scene.venue, 8080)
    await playCase(scene, 'captive portal', {
      fault: () => scene.faults.portal(8080),
      entries: [[await nameOf(scene.ids.line), 'Offline', 'captive_portal']],
      withinMs: own,
    })
  })

  test('the gateway down is one Offline; devices of its own subnet stay well, those behind it are folded', async () => {
    await playCase(scene, 'gateway down', {
      fault: () => scene.faults.linkDown('gateway'),
      entries: [[await nameOf(scene.ids.gateway), 'Offline', 'gateway_down']],
      withinMs: own,
      during: async () => {
        for (const id of [scene.ids.office, scene.ids.posCloud]) {
          await expect.poll(() => scene.stateOf(id), { timeout: own }).toEqual(folded)
        }
        expect(await scene.stateOf(scene.ids.barPrinter)).toEqual(well)
      },
    })
  })

  test('P17 names alone down is one Offline', async () => {
    await playCase(scene, 'DNS down', {
      fault: () => scene.faults.dnsDropped(),
      entries: [[await nameOf(scene.ids.resolver), 'Offline', 'dns_down']],
      withinMs: own,
    })
  })

  test('a switch down is one Offline that names what hangs behind it, and each is looked at again afterwards', async () => {
    const { client, ids, faults } = scene
    await playCase(scene, 'switch down', {
      fault: () => faults.portOff('switch2'),
      entries: [['Kitchen switch', 'Offline', 'no_answer']],
      withinMs: icmp,
      during: async ([entry]) => {
        await expect.poll(() => scene.stateOf(ids.kitchenPrinter), { timeout: icmp }).toEqual(folded)
        const children = async () => {
          const { items } = await client.call('activity.list', { query: { deviceId: ids.kitchenSwitch, limit: 10 } })
          return items.find(({ id }) => id === entry?.id)?.detail.children
        }
        await expect
          .poll(children, { timeout: icmp })
          .toContainEqual({ id: ids.kitchenPrinter, name: 'Kitchen printer' })
      },
    })
    for (const id of [ids.kitchenPrinter, ids.kitchenPad]) expect(await scene.stateOf(id)).toEqual(well)
  })

  test('a child that is still away when its parent is back gets an entry of its own, and not before', async () => {
    const { client, faults, ids } = scene
    const entries = async () => (await client.call('activity.list', { query: { limit: 10 } })).items
    let backAt = ''
    await playCase(scene, 'child still away', {
      fault: async () => {
        const child = await faults.linkDown('printer3')
        const parent = await faults.portOff('switch2')
        await expect.poll(() => scene.stateOf(ids.kitchenPrinter), { timeout: 2 * icmp }).toEqual(folded)
        const open = (await entries()).filter(({ endedAt }) => endedAt === null)
        expect(open.map(({ deviceName }) => deviceName)).toEqual(['Kitchen switch'])
        backAt = new Date().toISOString()
        await parent()
        return child
      },
      entries: [
        ['Kitchen switch', 'Offline', 'no_answer'],
        ['Kitchen printer', 'Offline', 'no_answer'],
      ],
      withinMs: 2 * icmp,
      during: async ([, child]) => {
        expect(child?.at && child.at > backAt, `${child?.at} is after ${backAt}`).toBe(true)
        await expect.poll(() => scene.stateOf(ids.kitchenPad), { timeout: icmp }).toEqual(well)
      },
    })
  })

  test('P19 the agent’s own cable out is one Error, with no verdict on any device', async () => {
    await playCase(scene, 'own cable out', {
      fault: () => scene.faults.linkDown('agent'),
      entries: [[null, 'Error', 'agent_network']],
      withinMs: own,
    })
  })

  test('a POS cloud that is silent while the internet works is one Error', async () => {
    await playCase(scene, 'POS cloud silent', {
      fault: () => scene.faults.portSilent('internet', 80),
      entries: [['POS cloud', 'Error', 'pos_cloud']],
      withinMs: own,
    })
  })
})
