import { expect, test } from 'vitest'
import { readDeviceId } from './device-id.ts'

test.each([
  ['MFG:Brother;CMD:PJL,PCL;MDL:MFC-8440;CLS:PRINTER;', { vendor: 'Brother', model: 'MFC-8440', isPrinter: true }],
  [
    'MANUFACTURER:OKI;MODEL:MC873;CLASS:PRINTER;SN:AK1',
    { vendor: 'OKI', model: 'MC873', serial: 'AK1', isPrinter: true },
  ],
  ['mfg: Xerox; mdl: AltaLink C8045; cls: Scanner', { vendor: 'Xerox', model: 'AltaLink C8045', isPrinter: false }],
  ['DES:Only described', { vendor: null, model: 'Only described', serial: null }],
  ['no fields :;;:', { vendor: null, model: null, serial: null, isPrinter: false }],
  [`MDL:${'x'.repeat(5000)}\u202e`, { model: 'x'.repeat(100) }],
])('the device ID %j is read', (text, told) => {
  expect(readDeviceId(text)).toMatchObject(told)
})
