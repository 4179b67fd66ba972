import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { hosts } from './plan.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { allWell, openScene, type Scene } from './scene.ts'
import { startFailingWeb } from './servers.ts'

const own = windowMs(2000, 3)
/** Who falls silent with others waits until it is known what explains it. */
const together = own + 20_000

describeVenue('the agent’s own machine, and what lies around it', 180_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene(undefined, (faults) => faults.icmpDropped('gateway'))
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const nameOf = async (id: string) => (await scene.device(id)).name

  test('a gateway that never answered a ping is well by its neighbour entry, and down when that is gone', async () => {
    const { ids, faults } = scene
    expect(await scene.stateOf(ids.gateway)).toEqual({ state: 'up', code: undefined })
    await playCase(scene, 'shy gateway down', {
      fault: () => faults.linkDown('gateway'),
      entries: [[await nameOf(ids.gateway), 'Offline', 'gateway_down']],
      withinMs: own,
    })
  })

  test('a device behind the router that is off is one Offline, without a neighbour entry to go by', async () => {
    await playCase(scene, 'off behind the router', {
      fault: () => scene.faults.linkDown('office'),
      entries: [['Office computer', 'Offline', 'no_answer']],
      withinMs: own,
      during: async ([entry]) => {
        expect(JSON.stringify(entry?.detail.readings)).not.toContain('neighbour')
        expect(entry?.detail.arp).not.toBe(true)
      },
    })
  })

  test('a POS cloud that answers with errors while the internet works is one Error', async () => {
    await startFailingWeb(scene.venue, 'internet', 8500, 503)
    await playCase(scene, 'POS cloud 503', {
      fault: () => scene.faults.portRedirected('internet', 80, 8500),
      entries: [['POS cloud', 'Error', 'pos_cloud']],
      withinMs: own,
    })
  })

  // Before its address goes: at most one such entry begins in an hour.
  test('errors of the agent’s own sockets are one Error, with no verdict on any device', async () => {
    await playCase(scene, 'own sockets fail', {
      fault: () => scene.faults.sendingRefused('agent'),
      entries: [[null, 'Error', 'agent_network']],
      withinMs: own,
      during: async ([entry]) => {
        expect(entry?.detail.reason).toBe('local_errors')
        expect(await scene.stateOf(scene.ids.barPrinter)).toMatchObject({ code: undefined })
      },
    })
    expect(await scene.venue.exec('agent', 'ip', '-4', 'addr', 'show', 'eth0')).toContain(hosts.agent.address)
  })

  test('the agent without an address is one Error, with no verdict on any device', async () => {
    await playCase(scene, 'own address gone', {
      fault: () => scene.faults.addressGone('agent'),
      entries: [[null, 'Error', 'agent_network']],
      withinMs: own,
      during: async ([entry]) => expect(entry?.detail.reason).toBe('no_address'),
    })
  })

  // The last one: it teaches the agent that all of these fall together.
  test('a gateway without which nothing else of its subnet answers explains all of it, so that one entry counts', async () => {
    const { ids, faults, client } = scene
    const gateway = await nameOf(ids.gateway)
    await allWell(scene)
    const since = new Date().toISOString()
    const entries = async () => (await client.call('activity.list', { query: { since, limit: 200 } })).items
    const counting = async () =>
      (await entries())
        .filter(({ explainedBy }) => explainedBy === null)
        .map(({ cause, deviceName }) => [deviceName, cause])
    const isSilent = async (id: string) => {
      const isExplained = (await entries()).some(({ deviceId, explainedBy }) => deviceId === id && explainedBy !== null)
      return isExplained || (await scene.stateOf(id)).code === 'parent_down'
    }
    const repair = await faults.portDead('agent')
    try {
      for (const id of [ids.barPrinter, ids.officePrinter, ids.kitchenSwitch, ids.kitchenPrinter, ids.posCloud]) {
        await expect.poll(() => isSilent(id), { timeout: 2 * together, interval: 500 }).toBe(true)
      }
      await expect.poll(counting, { timeout: together, interval: 500 }).toEqual([[gateway, 'gateway_down']])
    } finally {
      await repair()
    }
    await allWell(scene)
    const kept = (await counting()).filter(([, cause]) => cause !== 'check_retry')
    expect(kept).toEqual([[gateway, 'gateway_down']])
  })
})
