import type { DeviceInput, ProbeInput } from '@sereno/shared/device.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import { type IppPrinter, startIpp } from './ipp.ts'
import { community, hosts } from './plan.ts'
import { type Case, playCase, printFigures, windowMs } from './play-case.ts'
import { allWell, openScene, type Scene } from './scene.ts'
import { startPrinterSnmp, startUpsSnmp } from './snmp-agent.ts'

const everySeconds = 5
const icmp: ProbeInput = { type: 'icmp', everySeconds }
const snmp: ProbeInput = { type: 'snmp', everySeconds, options: { community } }

/** Four devices that tell their condition each its own way, so that a round plays a fault of each at once. */
describeVenue('conditions that devices tell', 120_000, () => {
  let scene: Scene
  let ipp: IppPrinter
  let label: Awaited<ReturnType<typeof startPrinterSnmp>>
  let ups: Awaited<ReturnType<typeof startUpsSnmp>>
  beforeAll(async () => {
    scene = await openScene()
    const { venue, client, ids } = scene
    ipp = await startIpp(venue, 'printer3')
    label = await startPrinterSnmp(venue, 'office')
    ups = await startUpsSnmp(venue, 'ipad2')
    const change = (id: string, name: string, probes: ProbeInput[]) =>
      client.call('devices.change', { at: { id }, body: { name, type: 'printer', probes } })
    await change(ids.kitchenPrinter, 'Kitchen printer', [icmp, { type: 'ipp', everySeconds }])
    await change(ids.office, 'Label printer', [icmp, snmp])
    await client.call('devices.remove', { at: { id: ids.kitchenPad } })
    const body: DeviceInput = { name: 'UPS', type: 'ups', address: hosts.ipad2.address, probes: [icmp, snmp] }
    await client.call('devices.add', { body })
    await allWell(scene)
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  const withinMs = windowMs(2000, 2)

  const round = (name: string, fault: () => Promise<unknown>, expected: Pick<Case, 'entries' | 'notices'>) =>
    playCase(scene, name, {
      ...expected,
      fault: async () => {
        await fault()
        return async () => {
          await scene.bar.set({ broken: false, tooHot: false })
          scene.office.set({})
          label.set({})
          ups.set({})
          await ipp.set()
        }
      },
      withinMs,
    })

  test('ESC/POS broken for good, SNMP no toner and a full output, IPP a jam: one Fail each', () =>
    round(
      'broken, no toner, output full, jam',
      async () => {
        await scene.bar.set({ broken: true })
        scene.office.set({ deviceStatus: 5, errorState: '10' })
        label.set({ deviceStatus: 5, errorState: '00 08' })
        await ipp.set({ state: 5, reasons: ['media-jam-error'] })
      },
      {
        entries: [
          ['Bar printer', 'Fail', 'hardware'],
          ['Office printer', 'Fail', 'marker_empty'],
          ['Label printer', 'Fail', 'output_full'],
          ['Kitchen printer', 'Fail', 'jammed'],
        ],
      },
    ))

  test('ESC/POS too hot, SNMP service requested and set offline, IPP a cover: one Fail each', () =>
    round(
      'too hot, service, offline, cover',
      async () => {
        await scene.bar.set({ tooHot: true })
        scene.office.set({ deviceStatus: 5, errorState: '01' })
        label.set({ deviceStatus: 5, errorState: '02' })
        await ipp.set({ state: 5, reasons: ['cover-open'] })
      },
      {
        entries: [
          ['Bar printer', 'Fail', 'overheated'],
          ['Office printer', 'Fail', 'service_requested'],
          ['Label printer', 'Fail', 'printer_offline_bit'],
          ['Kitchen printer', 'Fail', 'cover_open'],
        ],
      },
    ))

  test('SNMP an empty tray and a warning, a UPS on a worn battery: notices; IPP out of paper is the one Fail', () =>
    round(
      'tray, warning, battery, paper',
      async () => {
        scene.office.set({ deviceStatus: 3, errorState: '00 04' })
        label.set({ deviceStatus: 3, errorState: '00' })
        ups.set({ onBattery: true, batteryBad: true })
        await ipp.set({ state: 5, reasons: ['media-empty'] })
      },
      {
        entries: [['Kitchen printer', 'Fail', 'paper_out']],
        notices: [
          ['Office printer', 'paper_low'],
          ['Label printer', 'printer_warning'],
          ['UPS', 'ups_on_battery'],
          ['UPS', 'ups_battery_replace'],
        ],
      },
    ))

  test('IPP paused by someone is one Fail; service requested by SNMP while it prints is a notice', async () => {
    await round(
      'paused, service while it prints',
      async () => {
        scene.office.set({ deviceStatus: 3, errorState: '01' })
        await ipp.set({ state: 5, reasons: ['paused'] })
      },
      {
        entries: [['Kitchen printer', 'Fail', 'printer_offline_bit']],
        notices: [['Office printer', 'printer_warning']],
      },
    )
    expect(scene.bar.received().toString('hex')).toMatch(/^(?:100401|100402|100403|100404)+$/u)
  })
})
