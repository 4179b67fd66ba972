import type { PrinterMibFact } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import { printerMib } from '../../test/fakes/check.ts'
import { readPrinterMib } from './printer-mib.ts'
import { supplyPercent } from './supplies.ts'

const tray = (level: number, max = 250) => ({ description: 'Tray', level, max })
const supply = (level: number, max = 100, fills = false) => ({ description: 'Black toner', level, max, fills })
const alert = (severity: number, group: number, code: number, description = '') => ({
  severity,
  group,
  code,
  description,
})

const table: [what: string, fact: Partial<PrinterMibFact>, causes: string[]][] = [
  ['running', {}, []],
  ['no hrDevice at all', { deviceStatus: null, printerStatus: null }, []],
  // Error bits
  ['noPaper', { errorBits: ['noPaper'] }, ['paper_out']],
  ['doorOpen', { errorBits: ['doorOpen'] }, ['cover_open']],
  ['jammed while only warning', { deviceStatus: 3, errorBits: ['jammed'] }, ['jammed']],
  ['noToner', { errorBits: ['noToner'] }, ['marker_empty']],
  ['outputFull', { errorBits: ['outputFull'] }, ['output_full']],
  ['offline alone', { errorBits: ['offline'] }, ['printer_offline_bit']],
  ['offline with a cause', { deviceStatus: 5, errorBits: ['offline', 'doorOpen'] }, ['cover_open']],
  ['two faults', { errorBits: ['noPaper', 'doorOpen'] }, ['paper_out', 'cover_open']],
  // Warnings print on
  ['warning without a bit', { deviceStatus: 3 }, ['printer_warning']],
  ['lowPaper', { deviceStatus: 3, errorBits: ['lowPaper'] }, ['paper_low']],
  ['lowToner', { deviceStatus: 3, errorBits: ['lowToner'] }, ['supply_low']],
  ['serviceRequested while warning', { deviceStatus: 3, errorBits: ['serviceRequested'] }, ['printer_warning']],
  ['serviceRequested while down', { deviceStatus: 5, errorBits: ['serviceRequested'] }, ['service_requested']],
  [
    'serviceRequested with a critical alert',
    { errorBits: ['serviceRequested'], alerts: [alert(3, 5, 999)] },
    ['service_requested'],
  ],
  ['overdue maintenance', { errorBits: ['overduePreventMaint'] }, ['printer_warning']],
  ['cover open without a bit', { coverOpen: true }, ['printer_warning']],
  ['cover open while down', { deviceStatus: 5, coverOpen: true }, ['cover_open']],
  // Alerts
  ['a critical alert: tray empty', { alerts: [alert(3, 8, 808)] }, ['paper_out']],
  ['a critical alert: cover', { alerts: [alert(3, 6, 3)] }, ['cover_open']],
  ['a critical alert: jam', { alerts: [alert(3, 13, 8)] }, ['jammed']],
  ['a critical alert: toner', { alerts: [alert(3, 11, 13)] }, ['marker_empty']],
  ['a critical alert: output tray full', { alerts: [alert(3, 9, 15)] }, ['output_full']],
  ['a critical alert: subunit offline', { alerts: [alert(3, 5, 22)] }, ['printer_offline_bit']],
  ['a critical alert of no known code', { alerts: [alert(3, 5, 31_108, 'Cutter')] }, ['service_requested']],
  ['a warning alert', { deviceStatus: 3, alerts: [alert(4, 8, 808)] }, ['printer_warning']],
  ['down, and nothing says why', { deviceStatus: 5 }, ['hardware']],
  // Levels
  ['one empty tray beside a full one', { trays: [tray(0), tray(100)] }, ['paper_low']],
  ['an empty tray beside one with some left', { trays: [tray(0, 1), tray(-3)] }, ['paper_low']],
  ['inputTrayEmpty', { errorBits: ['inputTrayEmpty'] }, ['paper_low']],
  ['every tray empty while it prints on', { trays: [tray(0), tray(-2)] }, ['paper_low']],
  ['every known tray empty while down', { deviceStatus: 5, trays: [tray(0), tray(-2)] }, ['paper_out']],
  ['every known tray empty with a critical alert', { alerts: [alert(3, 8, 13)], trays: [tray(0)] }, ['paper_out']],
  ['down, with some paper left', { deviceStatus: 5, trays: [tray(0), tray(-3)] }, ['hardware', 'paper_low']],
  ['trays that say nothing', { trays: [tray(-1), tray(-2), tray(0, 0), tray(0, -2)] }, []],
  ['toner at 10 %', { supplies: [supply(10)] }, ['supply_low']],
  ['toner at 11 %', { supplies: [supply(11)] }, []],
  ['toner at 0 %', { supplies: [supply(0)] }, ['supply_low']],
  ['toner of an unknown maximum', { supplies: [supply(100, -2), supply(0, 0)] }, []],
  ['toner "some left"', { supplies: [supply(-3)] }, []],
  ['a waste box that is nearly full', { supplies: [supply(5, 100, true)] }, ['supply_low']],
  ['a waste box that is empty', { supplies: [supply(100, 100, true)] }, []],
]

describe('Printer-MIB', () => {
  test.for(table)('%s', ([, fact, causes]) => {
    expect(readPrinterMib(printerMib(fact)).map(({ cause }) => cause)).toEqual(causes)
  })

  test('names the emptiest supply, and cuts what the printer calls it', () => {
    const supplies = [{ ...supply(9) }, { ...supply(2), description: `Cyan\u202e${'x'.repeat(500)}` }]
    const [low] = readPrinterMib(printerMib({ supplies }))
    expect(low?.detail.percent).toBe(2)
    expect(low?.detail.supply).toMatch(/^Cyan x{70,75}$/u)
  })

  test.for<[level: number, max: number, fills: boolean, percent: number | null]>([
    [40, 100, false, 40],
    [1, 3, false, 33],
    [120, 100, false, 100],
    [80, 100, true, 80],
    [0, 0, false, null],
    [100, -2, false, null],
    [-3, 100, false, null],
    [-2, 100, false, null],
  ])('a supply at %i of %i (waste box: %s) has %s %% left', ([level, max, fills, percent]) => {
    expect(supplyPercent(supply(level, max, fills))).toBe(percent)
  })
})
