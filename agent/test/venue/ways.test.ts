import type { Notice } from '@sereno/shared/activity.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { holdConnection } from './escpos.ts'
import { hosts } from './plan.ts'
import { noteFigure, playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'
import { startSlowWeb } from './servers.ts'

describeVenue('ways to a device', 240_000, () => {
  let scene: Scene
  let slowPage: { id: string; addedAt: number }
  beforeAll(async () => {
    scene = await openScene()
    slowPage = await addSlowPage(scene)
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const icmp = windowMs(1000, 3)
  const escpos = windowMs(1000, 2)
  const ios = windowMs(1000, 2)

  test('a printer that is off or unplugged is one Offline', async () => {
    await playCase(scene, 'no answer', {
      fault: () => scene.faults.linkDown('printer1'),
      entries: [['Bar printer', 'Offline', 'no_answer']],
      withinMs: icmp,
      during: async ([entry]) => {
        expect(entry?.detail.arp).not.toBe(true)
        expect(entry?.message).toContain('Bar printer')
        expect(await scene.stateOf(scene.ids.barPrinter)).toEqual({ state: 'down', code: 'no_answer' })
      },
    })
  })

  test('a printer that lost its address is one Offline', async () => {
    await playCase(scene, 'address gone', {
      fault: () => scene.faults.addressGone('printer1'),
      entries: [['Bar printer', 'Offline', 'no_answer']],
      withinMs: icmp,
    })
  })

  test('a printer that answers ARP only is one Offline that says so', async () => {
    await playCase(scene, 'ARP only', {
      fault: () => scene.faults.arpOnly('printer1'),
      entries: [['Bar printer', 'Offline', 'no_answer']],
      withinMs: icmp,
      during: async ([entry]) => expect(entry?.detail.arp).toBe(true),
    })
  })

  test('another network card at the address is another device, found although nobody announced it', async () => {
    await playCase(scene, 'network card changed', {
      fault: () => scene.faults.macChanged('printer1', '00:26:ab:99:99:99'),
      entries: [['Bar printer', 'Offline', 'ip_taken']],
      withinMs: icmp + 3000,
      during: async ([entry]) => expect(entry?.detail.holder).toBe('00:26:ab:99:99:99 (Seiko Epson)'),
    })
  })

  test('a printer that drops pings and prints is a notice, no entry', async () => {
    await playCase(scene, 'pings dropped', {
      fault: () => scene.faults.icmpDropped('printer1'),
      entries: [],
      notices: [['Bar printer', 'no_icmp']],
      withinMs: icmp,
    })
  })

  test('a printer that refuses since the POS prints is a notice, no entry', async () => {
    await playCase(scene, 'busy', {
      fault: async () => {
        await scene.bar.set({ singleSession: true })
        const letGo = await holdConnection(scene.venue, 'ipad1', hosts.printer1.address)
        return async () => {
          await letGo()
          await scene.bar.set({ singleSession: false })
        }
      },
      entries: [],
      notices: [['Bar printer', 'busy']],
      withinMs: escpos,
    })
  })

  test('a port that refuses for a minute and three checks is one Offline; losses meanwhile are a Retry, no Offline', async () => {
    await playCase(scene, 'port stuck, and losses elsewhere', {
      fault: async () => {
        const repair = await scene.faults.everyNthLost('office', 4)
        await scene.bar.set({ listening: false })
        return async () => {
          await scene.bar.set({ listening: true })
          await repair()
        }
      },
      entries: [
        ['Bar printer', 'Offline', 'port_stuck'],
        ['Office computer', 'Retry', 'check_retry'],
      ],
      notices: [['Office computer', 'degraded']],
      withinMs: 60_000 + escpos,
    })
  })

  test('P24 a port that never answers is one Offline', async () => {
    await playCase(scene, 'port silent', {
      fault: () => scene.faults.portSilent('printer1', 9100),
      entries: [['Bar printer', 'Offline', 'port_silent']],
      withinMs: escpos,
    })
  })

  test('an iPad asleep is a notice, no entry', async () => {
    await playCase(scene, 'iPad asleep', {
      fault: () => scene.faults.arpOnly('ipad1'),
      entries: [],
      notices: [['Bar iPad', 'asleep']],
      withinMs: ios,
      during: async () => {
        expect(await scene.stateOf(scene.ids.barPad)).toEqual({ state: 'asleep', code: 'asleep' })
      },
    })
  })

  test('an iPad whose Wi-Fi comes and goes three times in ten minutes is one Offline', async () => {
    const { listener, faults, ids } = scene
    const seen = (asleep: boolean, from: number) =>
      listener.until(asleep ? 'the iPad silent' : 'the iPad back', ios * 2, from, ({ event, data }) => {
        const { id, state } = data as { id: string; state: string }
        return event === 'device' && id === ids.barPad && (state === 'asleep') === asleep ? true : null
      })
    await playCase(scene, 'Wi-Fi flapping', {
      fault: async () => {
        for (let gap = 1; gap <= 3; gap++) {
          let from = listener.heard.length
          const repair = await faults.linkDown('ipad1')
          await seen(true, from)
          from = listener.heard.length
          await repair()
          await seen(false, from)
        }
        return async () => {}
      },
      entries: [['Bar iPad', 'Offline', 'wifi_flapping']],
      withinMs: ios,
      outlasts: true,
    })
  })

  test('a page that takes long is a notice, no entry, once it was looked at twenty times', async () => {
    const { client, listener } = scene
    const notice = await listener.until('the slow page', 200_000, 0, ({ event, data }) => {
      const { deviceId, cause } = data as Notice
      return event === 'notice' && deviceId === slowPage.id && cause === 'degraded' ? (data as Notice) : null
    })
    noteFigure('slow page', Date.parse(notice.at) - slowPage.addedAt)
    expect(notice.detail).toMatchObject({ lossPercent: 0 })
    expect(notice.detail.latencyMs).toBeGreaterThan(1500)
    expect(await scene.stateOf(slowPage.id)).toEqual({ state: 'degraded', code: 'degraded' })
    const { items } = await client.call('activity.list', { query: { deviceId: slowPage.id, limit: 10 } })
    expect(items).toEqual([])
  })
})

/** Something that is slow from the first: it takes more than a minute and a half to be sure, beside the other cases. */
async function addSlowPage({ venue, client }: Scene): Promise<{ id: string; addedAt: number }> {
  const port = 8000
  await startSlowWeb(venue, 'internet', port)
  const { address } = hosts.internet
  const http = { type: 'http', everySeconds: 5, timeoutMs: 10_000, options: { url: `http://${address}:${port}/` } }
  const addedAt = Date.now()
  const { id } = await client.call('devices.add', {
    body: { name: 'Slow page', type: 'other', address, probes: [http] },
  })
  return { id, addedAt }
}
