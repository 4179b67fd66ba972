import type { ProbeInput } from '@sereno/shared/device.ts'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { community, hosts } from './plan.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'
import { startIppPrinter } from './servers.ts'
import { type StarPrinter, startStar } from './star.ts'

const everySeconds = 5
const icmp = { type: 'icmp', everySeconds }

describeVenue('printers that tell their status beside the port that prints', 120_000, () => {
  let scene: Scene
  let star: StarPrinter
  beforeAll(async () => {
    scene = await openScene()
    const { venue, client, ids } = scene
    await startIppPrinter(venue, 'office')
    star = await startStar(venue, 'printer3')
    const change = (id: string, probes: ProbeInput[]) => client.call('devices.change', { at: { id }, body: { probes } })
    await change(ids.office, [icmp, { type: 'ipp', everySeconds }])
    await change(ids.kitchenPrinter, [icmp, { type: 'escpos', everySeconds }, { type: 'star', everySeconds }])
    // Only a trap can have it looked at within the time of a case.
    await change(ids.officePrinter, [icmp, { type: 'snmp', everySeconds: 3600, options: { community } }])
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const window = windowMs(2000, 2)

  test('IPP: a real print service says who it is, and what is left of its supplies', async () => {
    await vi.waitFor(
      async () => {
        const { model, vendor, supplies, probes } = await scene.device(scene.ids.office)
        expect({ model, vendor }).toEqual({ model: 'Example Printer', vendor: 'Example' })
        expect(supplies).toContainEqual({ description: 'Black Toner', percent: 75 })
        expect(probes.find(({ type }) => type === 'ipp')?.last).toMatchObject({ ok: true })
      },
      { timeout: window * 2, interval: 500 },
    )
  })

  test('IPP: little toner is a notice, no entry', async () => {
    const supplies = (percent: number) =>
      scene.venue.exec('office', 'curl', '-s', `http://127.0.0.1:631/supplies?supply0=25&supply1=${percent}`)
    await playCase(scene, 'IPP little toner', {
      fault: async () => {
        await supplies(5)
        return async () => void (await supplies(75))
      },
      entries: [],
      notices: [['Office computer', 'supply_low']],
      withinMs: window,
    })
  })

  test.for<[what: string, bytes: Record<number, number>, cause: string]>([
    ['cover open', { 2: 0x28 }, 'cover_open'],
    ['out of paper', { 2: 0x08, 5: 0x0c }, 'paper_out'],
    ['cutter jammed', { 2: 0x08, 3: 0x08 }, 'cutter'],
    ['switched offline by someone', { 2: 0x48 }, 'printer_offline_bit'],
  ])('Star: %s is one Fail', async ([what, bytes, cause]) => {
    await playCase(scene, `Star ${what}`, {
      fault: async () => {
        star.set(bytes)
        return async () => star.set()
      },
      entries: [['Kitchen printer', 'Fail', cause]],
      withinMs: window,
    })
  })

  test('a trap of a printer has it looked at at once, also when the fault is over', async () => {
    const { office } = scene
    await playCase(scene, 'trap', {
      fault: async () => {
        office.set({ deviceStatus: 5, errorState: '40' })
        await trap(scene, ['-v2c'], ['', '1.3.6.1.2.1.43.18.2.0.1'])
        return async () => {
          office.set({})
          await trap(scene, ['-v1'], ['1.3.6.1.2.1.43.18.2', hosts.printer2.address, '6', '1', ''])
        }
      },
      entries: [['Office printer', 'Fail', 'paper_out']],
      withinMs: window,
    })
  })
})

/** A trap from the office printer to the agent, sent by net-snmp's own program. */
const trap = (scene: Scene, version: string[], told: string[]): Promise<string> =>
  scene.venue.exec('printer2', 'snmptrap', ...version, '-c', 'public', hosts.agent.address, ...told)
