import type { Fact, IdentityFact } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import { nobody, seenOf } from '../../test/fakes/clues.ts'
import type { Clues } from './clues.ts'
import { recognise } from './recognise.ts'

const uuid = 'cfe92100-67c4-11d4-a45f-f8d027000001'
const overSnmp: IdentityFact = {
  ...{ ...nobody, name: 'Bar', model: 'EPSON TM-m30', serial: 'X3B8', description: 'EPSON Built-in' },
  ...{ objectId: '1.3.6.1.4.1.1248.1.1', mac: 'f8:d0:27:00:00:01', isPrinter: true },
}
const overIpp: IdentityFact = { ...nobody, name: 'Bar printer', uuid, serial: 'X3B8', isPrinter: true }
const ups: Fact = { fact: 'ups', onBattery: false, replaceBattery: null }
const ipp = { type: '_ipp._tcp', name: 'EPSON TM-m30', txt: { ty: 'EPSON TM-m30', UUID: uuid } }
const link = (name: string, txt = {}) => ({ type: '_companion-link._tcp', name, txt })

describe('a device', () => {
  test.each<[what: string, clues: Partial<Clues>, type: string]>([
    ['with the raw printing port', { openPorts: [80, 9100] }, 'printer'],
    ['with nothing but printing ports', { openPorts: [515, 631] }, 'printer'],
    ['that shares printers beside other things', { openPorts: [22, 445, 631] }, 'other'],
    ['that announces a print service', { services: [ipp] }, 'printer'],
    ['that answers as a UPS', { facts: [nobody, ups] }, 'ups'],
    ['through which our own way out goes', { isGateway: true, openPorts: [9100] }, 'router'],
    ['with the port of Apple’s mobile devices', { openPorts: [62_078] }, 'ipad'],
    ['that tells an iPad’s model', { services: [link('Maria', { rpMd: 'iPad13,4' })] }, 'ipad'],
    ['that calls itself an iPad', { services: [link('iPad de Maria')] }, 'ipad'],
    ['of Apple’s that is no iPad', { services: [link('MacBook', { rpMd: 'MacBookPro18,3' })] }, 'other'],
    ['of which nothing is known', {}, 'other'],
  ])('%s is recognised', (_what, clues, type) => {
    expect(recognise(seenOf(clues)).type).toBe(type)
  })

  test('is known by all that proves who it is, each once', () => {
    const seen = recognise(seenOf({ mac: 'f8:d0:27:00:00:01', facts: [overSnmp, overIpp], services: [ipp] }))
    expect(seen).toMatchObject({ vendor: 'Epson', model: 'TM-m30', serial: 'X3B8', name: 'Bar' })
    expect(seen.evidence).toEqual([
      { kind: 'serial', value: 'X3B8', source: 'snmp' },
      { kind: 'hostname', value: 'Bar', source: 'snmp' },
      { kind: 'uuid', value: uuid, source: 'ipp' },
      { kind: 'hostname', value: 'Bar printer', source: 'ipp' },
      { kind: 'mac', value: 'f8:d0:27:00:00:01', source: 'sweep' },
      { kind: 'mdns', value: 'EPSON TM-m30', source: 'mdns' },
    ])
  })

  test('is not known by a MAC that it made up', () => {
    expect(recognise(seenOf({ mac: '42:00:00:00:00:01', openPorts: [62_078] })).evidence).toEqual([])
  })

  test.each(['<private>', '0000000000', 'Not Specified', 'N/A', 'XXXXXXXX', ''])(
    'has no serial number %j',
    (serial) => {
      const seen = recognise(seenOf({ facts: [{ ...nobody, serial }] }))
      expect(seen).toMatchObject({ serial: null, evidence: [] })
    },
  )

  test.each(['<private>', 'localhost', 'not set', 'OpenWrt', ' '])('is not known by the name %j', (name) => {
    expect(recognise(seenOf({ facts: [{ ...nobody, name }] }))).toMatchObject({ name: '192.0.2.9', evidence: [] })
  })

  test('has the maker of its MAC, and its address for a name, where it says nothing', () => {
    const seen = recognise(seenOf({ mac: '00:11:62:00:00:01', macVendor: 'Star Micronics', openPorts: [9100] }))
    expect(seen).toMatchObject({ vendor: 'Star Micronics', model: null, name: '192.0.2.9' })
  })

  test('that lies has its words cleaned and cut', () => {
    const long = `\u202eEPSON ${'x'.repeat(5000)}\u0000`
    const facts = [{ ...overSnmp, name: long, model: long, vendor: long, serial: long, description: long }]
    const seen = recognise(seenOf({ facts, services: [{ ...ipp, name: long, txt: { ty: long } }] }))
    for (const text of [seen.name, seen.vendor, seen.model, seen.serial, ...seen.evidence.map(({ value }) => value)]) {
      expect(text?.length ?? 0).toBeLessThanOrEqual(200)
      expect(text ?? '').not.toMatch(/[\p{Cc}\p{Cf}]/u)
    }
  })
})
