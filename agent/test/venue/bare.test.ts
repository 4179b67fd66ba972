import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { bareMachine, rightlessMachine } from './machines.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'

const machines = [
  {
    title: 'without fping, ping and ip',
    machine: bareMachine,
    lacks: [
      ['no_fping', 'sudo apt install fping'],
      ['no_ping', 'sudo apt install fping'],
      ['no_ip', 'sudo apt install iproute2'],
      ['no_arping', 'sudo apt install iputils-arping'],
    ],
  },
  {
    title: 'that may not use them',
    machine: rightlessMachine,
    lacks: [
      ['no_icmp_right', 'sudo setcap cap_net_raw+ep'],
      ['no_flush_right', 'CAP_NET_ADMIN'],
      ['no_arp_right', 'sudo setcap cap_net_raw+ep'],
    ],
  },
] as const

/** A verdict of Offline waits until no old neighbour entry can be in the way. */
const withoutFlushMs = 60_000

describeVenue('a machine', 240_000, () => {
  describe.for(machines)('$title', ({ title, machine, lacks }) => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(machine)
    }, 120_000)
    afterAll(async () => {
      printFigures()
      await scene?.close()
    }, 60_000)

    test('is told on the overview what it lacks and how to get it, and is ready all the same', async () => {
      const told = (await scene.client.call('overview.get')).lacks
      const ofMachine = told.filter(({ code }) => code !== 'mail_not_configured')
      expect(ofMachine.map(({ code }) => code)).toEqual(lacks.map(([code]) => code))
      for (const [index, [, advice]] of lacks.entries()) expect(ofMachine[index]?.advice).toContain(advice)
      expect(await scene.client.call('readyz')).toEqual({ ready: true, reasons: [] })
    })

    test('finds what answers by other ways well, and calls what it cannot look at unknown', async () => {
      const { client, ids } = scene
      const blind = machine.blindTo.map((key) => ids[key])
      for (const id of blind) await client.call('devices.check', { at: { id } })
      for (const { id, name, state, observedAt } of (await client.call('devices.list')).items) {
        expect([state, observedAt], name).toEqual([blind.includes(id) ? 'unknown' : 'up', expect.any(String)])
      }
      expect((await client.call('activity.list', { query: { limit: 10 } })).items).toEqual([])
    })

    test('still learns what a printer says of itself', async () => {
      await playCase(scene, `${title}: out of paper`, {
        fault: async () => {
          await scene.bar.set({ paperEnd: true })
          return () => scene.bar.set({ paperEnd: false })
        },
        entries: [['Bar printer', 'Fail', 'paper_out']],
        withinMs: windowMs(1000, 2),
      })
    })

    test('still finds that a printer is off, up to a minute later than others', async () => {
      await playCase(scene, `${title}: no answer`, {
        fault: () => scene.faults.linkDown('printer1'),
        entries: [['Bar printer', 'Offline', 'no_answer']],
        withinMs: withoutFlushMs + windowMs(1000, 2),
      })
    })
  })
})
