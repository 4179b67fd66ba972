import type { Entry, Notice } from '@sereno/shared/activity.ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AddressFaults, makeAddressFaults } from './address-faults.ts'
import { describeVenue } from './describe-venue.ts'
import { type EscposPrinter, startEscpos } from './escpos.ts'
import { hosts } from './plan.ts'
import { noteFigure, playCase, printFigures, windowMs } from './play-case.ts'
import { allWell, openScene, type Scene } from './scene.ts'
import { setName } from './servers.ts'

const { address, mac } = hosts.printer1
const icmp = windowMs(1000, 3)
/** Raw ARP asks for three seconds. */
const asked = icmp + 3000
const elsewhere = '10.77.0.73'

describeVenue('addresses', 240_000, () => {
  let scene: Scene
  let faults: AddressFaults
  let taker: EscposPrinter
  beforeAll(async () => {
    scene = await openScene()
    faults = makeAddressFaults(scene.venue)
    taker = await startEscpos(scene.venue, 'ipad1')
    // Who each device is, is learnt with its first answers.
    await vi.waitFor(async () => expect((await scene.device(scene.ids.barPrinter)).mac).toBe(mac), { timeout: 20_000 })
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const bar = () => scene.stateOf(scene.ids.barPrinter)
  test('a printer that DHCP moved is one Offline, which says where to, and what to reserve', async () => {
    await playCase(scene, 'moved', {
      fault: () => faults.moved('printer1', elsewhere),
      entries: [['Bar printer', 'Offline', 'ip_moved']],
      withinMs: icmp,
      during: async ([entry]) => {
        expect(entry?.detail).toMatchObject({ from: address, to: elsewhere, mac })
        expect(entry?.message).toBe(
          `Bar printer moved from ${address} to ${elsewhere}; the POS still prints to ${address}`,
        )
        expect(entry?.advice).toContain(`reserve ${address} for ${mac}`)
        expect(await bar()).toEqual({ state: 'down', code: 'ip_moved' })
        expect((await scene.device(scene.ids.barPrinter)).foundAt).toBe(elsewhere)
      },
    })
  })

  test('a printer that was off and comes back elsewhere keeps its one entry, which then says where it is', async () => {
    const { listener, ids } = scene
    const from = listener.heard.length
    const entryOf = (cause: string, isEnd: boolean) => (happening: { event: string; data: unknown }) => {
      const entry = happening.data as Entry
      const isIt = happening.event === 'activity' && entry.deviceId === ids.barPrinter && entry.cause === cause
      return isIt && (entry.endedAt !== null) === isEnd ? entry : null
    }
    const repair = await scene.faults.linkDown('printer1')
    const first = await listener.until('no_answer', icmp * 2, from, entryOf('no_answer', false))
    const back = await faults.moved('printer1', elsewhere)
    await repair()
    const later = await listener.until('ip_moved', 90_000, from, entryOf('ip_moved', false))
    expect([later.id, later.at]).toEqual([first.id, first.at])
    await back()
    const ended = await listener.until('its end', icmp * 2, from, entryOf('ip_moved', true))
    expect(ended.id).toBe(first.id)
    await allWell(scene)
  })

  test('an iPad at the address of a printer that is off is one Offline that names it, and is asked nothing that it might print', async () => {
    await playCase(scene, 'taken', {
      fault: () => faults.takenBy('printer1', 'ipad1'),
      entries: [['Bar printer', 'Offline', 'ip_taken']],
      withinMs: asked,
      during: async ([entry]) => {
        expect(entry?.detail).toMatchObject({ address, holderMac: hosts.ipad1.mac, holderName: 'Bar iPad' })
        expect(entry?.message).toContain(`${hosts.ipad1.mac} (Bar iPad)`)
        expect(await bar()).toEqual({ state: 'down', code: 'ip_taken' })
        await scene.client.call('devices.check', { at: { id: scene.ids.barPrinter } })
        expect(taker.received()).toHaveLength(0)
      },
    })
  })

  test('two devices at one address are one Offline that names both', async () => {
    await playCase(scene, 'doubled', {
      fault: () => faults.doubledBy('printer1', 'ipad1'),
      entries: [['Bar printer', 'Offline', 'ip_conflict']],
      withinMs: 300_000,
      during: async ([entry]) => {
        expect(entry?.detail.macs).toEqual(expect.arrayContaining([mac, hosts.ipad1.mac]))
      },
    })
  })

  test('a printer that is looked for by name, and is at another address now, is a notice and no entry', async () => {
    const { client, ids, listener, venue } = scene
    const name = 'office.venue.example'
    setName(venue, name, hosts.printer2.address)
    await client.call('devices.remove', { at: { id: ids.officePrinter } })
    const probes = [{ type: 'icmp', everySeconds: 5 }]
    const { id } = await client.call('devices.add', {
      body: { name: 'Named printer', type: 'printer', address: name, probes },
    })
    await vi.waitFor(async () => expect((await scene.device(id)).mac).toBe(hosts.printer2.mac), { timeout: 30_000 })
    await allWell(scene)
    const since = Date.now()
    const from = listener.heard.length
    await venue.exec('printer2', 'ip', 'addr', 'add', '10.77.0.74/24', 'dev', 'eth0')
    setName(venue, name, '10.77.0.74')
    const told = await listener.until('ip_changed', 60_000, from, ({ event, data }) => {
      const notice = data as Notice
      return event === 'notice' && notice.deviceId === id && notice.cause === 'ip_changed' ? notice : null
    })
    noteFigure('found by name', Date.now() - since)
    expect(told.detail).toMatchObject({ from: hosts.printer2.address, to: '10.77.0.74', host: name })
    expect(told.endedAt).not.toBeNull()
    const { items } = await client.call('activity.list', { query: { since: new Date(since).toISOString(), limit: 50 } })
    expect(items.filter(({ cause }) => cause !== 'check_retry')).toEqual([])
  })
})
