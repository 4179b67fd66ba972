import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from './describe-venue.ts'
import type { EscposCondition } from './escpos.ts'
import { playCase, printFigures, windowMs } from './play-case.ts'
import { openScene, type Scene } from './scene.ts'

describeVenue('printers that answer', 120_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  }, 120_000)
  afterAll(async () => {
    printFigures()
    await scene?.close()
  }, 60_000)

  /** Gives the receipt printer at the bar a condition. */
  const bar = (change: Partial<EscposCondition>, back: Partial<EscposCondition>) => async () => {
    await scene.bar.set(change)
    return () => scene.bar.set(back)
  }
  const escpos = windowMs(1000, 2)
  const snmp = windowMs(2000, 2)

  test.for<[what: string, change: Partial<EscposCondition>, back: Partial<EscposCondition>, cause: string]>([
    ['out of paper', { paperEnd: true }, { paperEnd: false }, 'paper_out'],
    ['cover open', { coverOpen: true }, { coverOpen: false }, 'cover_open'],
    ['cutter jammed', { cutterError: true }, { cutterError: false }, 'cutter'],
    ['switched offline by someone', { offline: true }, { offline: false }, 'printer_offline_bit'],
  ])('ESC/POS: %s is one Fail', async ([what, change, back, cause]) => {
    await playCase(scene, what, {
      fault: bar(change, back),
      entries: [['Bar printer', 'Fail', cause]],
      withinMs: escpos,
      during: async () => {
        expect(await scene.stateOf(scene.ids.barPrinter)).toEqual({ state: 'down', code: cause })
      },
    })
  })

  test('ESC/POS: paper near its end is a notice, no entry', async () => {
    await playCase(scene, 'paper near its end', {
      fault: bar({ nearEnd: true }, { nearEnd: false }),
      entries: [],
      notices: [['Bar printer', 'paper_low']],
      withinMs: escpos,
    })
  })

  test('P23 ESC/POS: a printer that takes connections and stays mute is a notice, no entry', async () => {
    await playCase(scene, 'mute', {
      fault: bar({ mute: true }, { mute: false }),
      entries: [],
      notices: [['Bar printer', 'no_status']],
      withinMs: escpos,
    })
  })

  test.for<[what: string, rows: Parameters<Scene['office']['set']>[0], cause: string]>([
    ['noPaper', { deviceStatus: 5, errorState: '40' }, 'paper_out'],
    ['doorOpen', { deviceStatus: 5, errorState: '08' }, 'cover_open'],
    ['jammed', { deviceStatus: 3, errorState: '04' }, 'jammed'],
  ])('SNMP: the bit %s is one Fail', async ([what, rows, cause]) => {
    await playCase(scene, `SNMP ${what}`, {
      fault: async () => {
        scene.office.set(rows)
        return async () => scene.office.set({})
      },
      entries: [['Office printer', 'Fail', cause]],
      withinMs: snmp,
    })
  })

  test('SNMP: little toner and a warning are notices, no entry', async () => {
    await playCase(scene, 'SNMP little toner', {
      fault: async () => {
        scene.office.set({ deviceStatus: 3, errorState: '20', toner: 8 })
        return async () => scene.office.set({})
      },
      entries: [],
      notices: [['Office printer', 'supply_low']],
      withinMs: snmp,
      during: async () => {
        const { supplies } = await scene.device(scene.ids.officePrinter)
        expect(supplies).toEqual([{ description: 'Black toner', percent: 8 }])
      },
    })
  })

  test('SNMP: a wrong community that a person entered is one Error', async () => {
    const { client, ids } = scene
    const set = async (community: string) => {
      const { probes } = await scene.device(ids.officePrinter)
      const kept = probes.map(({ id, type, everySeconds, timeoutMs, attempts, options }) => ({
        id,
        type,
        everySeconds,
        timeoutMs,
        attempts,
        options: type === 'snmp' ? { ...options, community } : options,
      }))
      await client.call('devices.change', { at: { id: ids.officePrinter }, body: { probes: kept } })
    }
    await playCase(scene, 'SNMP wrong community', {
      fault: async () => {
        await set('something else')
        return () => set('venue')
      },
      entries: [['Office printer', 'Error', 'snmp_config']],
      withinMs: snmp,
    })
  })

  test('P25 nothing but status questions ever reached a receipt printer', () => {
    for (const printer of [scene.bar, scene.kitchen]) {
      expect(printer.received().toString('hex')).toMatch(/^(?:100401|100402|100403|100404)+$/u)
    }
  })
})
