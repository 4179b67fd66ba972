import type { DeviceType } from '@sereno/shared/device.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { expect, test } from 'vitest'
import { nobody, seenOf } from '../../test/fakes/clues.ts'
import { recognise } from './recognise.ts'

/** Where makers have their numbers. */
const e = '1.3.6.1.4.1.'

const table: [told: Partial<IdentityFact>, type: DeviceType, vendor: string | null, model: string | null][] = [
  [
    {
      description: 'KYOCERA Document Solutions Printing System',
      objectId: `${e}1347.41`,
      model: 'ECOSYS P3145dn',
      isPrinter: true,
    },
    'printer',
    'Kyocera',
    'ECOSYS P3145dn',
  ],
  [
    {
      description: 'Lexmark MS610dn version NH4.PR2.N638 kernel 3.0.0 All-N-1',
      objectId: `${e}641.2.71107160`,
      model: 'Lexmark MS610dn 406312345 LW50.PRL.P210',
      serial: '406312345',
      isPrinter: true,
    },
    'printer',
    'Lexmark',
    'MS610dn',
  ],
  [
    {
      description: 'HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD149,EEPROM V.38.67,CIDATE 04/11/2013',
      objectId: `${e}11.2.3.9.1`,
      model: 'HP LaserJet 400 M401dn',
      isPrinter: true,
    },
    'printer',
    'HP',
    'LaserJet 400 M401dn',
  ],
  [
    {
      description:
        'HP ETHERNET MULTI-ENVIRONMENT,SN:CN25HBXGZ005KC,FN:27M2MF5,SVCID:20123,PID:HP Officejet Pro 8600 N911a',
      objectId: `${e}11.2.3.9.1`,
    },
    'printer',
    'HP',
    'Officejet Pro 8600 N911a',
  ],
  [
    {
      description:
        'OKI OkiLAN 8500e Rev.02.20 10/100BASE Ethernet PrintServer: Attached to C610 Rev.02.30 : Copyright(c) 2004.  Oki Data Corporation. All rights reserved.',
      objectId: `${e}2001.1.1.1.297.93.1.27.2.2.1`,
    },
    'printer',
    'OKI',
    'C610',
  ],
  [{ description: 'SATO CL4NX', objectId: `${e}42406.1`, isPrinter: true }, 'printer', 'SATO', 'CL4NX'],
  [
    { description: 'Zebra Technologies ZT410', objectId: `${e}10642.1.1`, model: 'ZTC ZT410-300dpi ZPL' },
    'printer',
    'Zebra',
    'ZT410',
  ],
  [{ description: 'CITIZEN CT-S651II', objectId: `${e}33241.1`, isPrinter: true }, 'printer', 'Citizen', 'CT-S651II'],
  [
    { description: 'EPSON Built-in 10Base-T/100Base-TX Print Server', objectId: `${e}1248.1.1.2.1.3.5.69` },
    'printer',
    'Epson',
    null,
  ],
  [
    {
      description: 'Brother NC-8900h, Firmware Ver.1.06  (18.02.01),MID 84E-M01',
      objectId: `${e}2435.2.3.9.1`,
      model: 'Brother HL-L5100DN series',
      isPrinter: true,
    },
    'printer',
    'Brother',
    'HL-L5100DN',
  ],
  [{ description: 'Canon iR-ADV C3330 /P', objectId: `${e}1602.4.7` }, 'printer', 'Canon', 'iR-ADV C3330'],
  [
    {
      description:
        'Samsung Samsung M2070 Series; V3.00.01.20     MAY-23-2013;Engine V1.00.15;NIC V6.01.01;S/N Z6V8BJFD8000XXX',
      objectId: `${e}236.11.5.1`,
    },
    'printer',
    'Samsung',
    'M2070',
  ],
  [{ description: 'Develop ineo+ 258', objectId: `${e}18334.1.1.1.2.1.148.3.1` }, 'printer', 'Develop', 'ineo+ 258'],
  [
    { description: 'Xerox(R) VersaLink(R) C405 Color MFP; SS 68.49.21', objectId: `${e}253.8.62.1` },
    'printer',
    'Xerox',
    'VersaLink C405 Color MFP',
  ],
  [
    { description: 'FUJI XEROX ApeosPort-IV C3370 ; ESS1.0,IOT', objectId: `${e}297.1.11.93.1.31.5.1` },
    'printer',
    'Fuji Xerox',
    'ApeosPort-IV C3370',
  ],
  [
    { description: 'Gestetner MP C2503 1.02 / Gestetner Network Printer', objectId: `${e}367.1.1` },
    'printer',
    'Gestetner',
    'MP C2503',
  ],
]

test.each(table)('%s', (told, type, vendor, model) => {
  const seen = recognise(seenOf({ facts: [{ ...nobody, ...told }] }))
  expect(seen).toMatchObject({ type, vendor, model })
})
