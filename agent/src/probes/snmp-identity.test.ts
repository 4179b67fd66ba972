import type { IdentityFact } from '@sereno/shared/reading.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { type Managed, type SnmpFake, type SnmpFakeOptions, snmpAgent } from '../../test/fakes/snmp-agent.ts'
import { snmp } from './snmp.ts'

let agents: SnmpFake[] = []
afterEach(async () => {
  await Promise.all(agents.map((agent) => agent.close()))
  agents = []
})

async function agent(options: SnmpFakeOptions): Promise<SnmpFake> {
  const fake = await snmpAgent(options)
  agents.push(fake)
  return fake
}

async function identityOf({ port }: SnmpFake, options: object = {}, isKnown = false): Promise<IdentityFact | null> {
  const target = { address: '127.0.0.1', timeoutMs: 3000, options: snmp.options.parse({ port, ...options }), isKnown }
  const [seen] = await snmp.look([target], new AbortController().signal)
  const [fact] = seen?.facts ?? []
  return fact?.fact === 'identity' ? fact : null
}

const system = '1.3.6.1.2.1.1'
const card = '1.3.6.1.2.1.2.2.1'
const entity = '1.3.6.1.2.1.47.1.1.1.1'
const maker = '1.3.6.1.4.1'
const hp = { [`${system}.1.0`]: 'HP ETHERNET MULTI-ENVIRONMENT', [`${system}.2.0`]: { oid: `${maker}.11.2.3.9.1` } }
const tapeSwitch: Record<string, Managed> = {
  [`${system}.1.0`]: 'Core',
  [`${system}.2.0`]: { oid: `${maker}.99999.7` },
  [`${system}.7.0`]: 2,
  '1.3.6.1.2.1.4.1.0': 2,
  '1.3.6.1.2.1.17.1.1.0': Buffer.from('001122334400', 'hex'),
  ...{ [`${card}.3.1`]: 24, [`${card}.3.2`]: 6, [`${card}.3.3`]: 117, [`${card}.3.4`]: 71 },
  ...{ [`${card}.6.1`]: Buffer.alloc(0), [`${card}.6.2`]: Buffer.alloc(6) },
  ...{ [`${card}.6.3`]: Buffer.from('001122334455', 'hex'), [`${card}.6.4`]: Buffer.from('001122334466', 'hex') },
  ...{ [`${entity}.5.1`]: 9, [`${entity}.11.1`]: 'A fan' },
  ...{ [`${entity}.5.2`]: 3, [`${entity}.11.2`]: 'SN42', [`${entity}.12.2`]: 'Acme', [`${entity}.13.2`]: 'S-8' },
}

describe('who a device is, over SNMP', () => {
  test.each(['1', '2c'])('is told by its chassis, its cards and what it does, over version %s', async (version) => {
    expect(await identityOf(await agent({ objects: tapeSwitch }), { version })).toMatchObject({
      ...{ vendor: 'Acme', model: 'S-8', serial: 'SN42', mac: '00:11:22:33:44:55', objectId: `${maker}.99999.7` },
      network: { services: 2, forwards: false, bridges: true, hasRadio: true, filters: false, ports: 2 },
    })
  })

  test('is not asked where it is known: the status alone takes few questions', async () => {
    const fake = await agent({ objects: tapeSwitch })
    expect(await identityOf(fake, {}, true)).toMatchObject({ serial: null, objectId: `${maker}.99999.7` })
    expect((await identityOf(fake, {}, true))?.network).toBeUndefined()
    expect(fake.requests.length / 2).toBeLessThanOrEqual(3)
  })

  test.each<[what: string, objects: Record<string, Managed>, told: Partial<IdentityFact>]>([
    [
      'its maker’s own MIB',
      {
        ...{ [`${system}.2.0`]: { oid: `${maker}.14988.1` }, [`${maker}.14988.1.1.7.9.0`]: 'RB750Gr3' },
        [`${maker}.14988.1.1.7.3.0`]: '6F3A',
      },
      { model: 'RB750Gr3', serial: '6F3A' },
    ],
    [
      'a maker’s branch behind a common agent',
      {
        ...{ [`${system}.2.0`]: { oid: `${maker}.8072.3.2.10` }, [`${maker}.48690.1.1.0`]: '1107' },
        [`${maker}.48690.1.2.0`]: 'RUTX11',
      },
      { vendor: 'Teltonika', model: 'RUTX11', serial: '1107' },
    ],
    [
      'a device ID of IEEE 1284',
      { ...hp, [`${maker}.11.2.3.9.1.1.7.0`]: 'MFG:HP;MDL:LaserJet 1200;CLS:PRINTER;SN:CN1' },
      { vendor: 'HP', model: 'LaserJet 1200', serial: 'CN1', isPrinter: true },
    ],
    [
      'a chassis that gives its MAC for a serial number',
      { [`${system}.1.0`]: 'x', [`${entity}.5.1`]: 3, [`${entity}.11.1`]: 'System MAC: 00-11-22-33-44-55' },
      { serial: null },
    ],
    [
      'words that stand for nothing',
      { [`${system}.1.0`]: 'x', [`${entity}.5.1`]: 3, [`${entity}.13.1`]: 'N/A' },
      { model: null },
    ],
  ])('is read from %s', async (_what, objects, told) => {
    expect(await identityOf(await agent({ objects }))).toMatchObject(told)
  })

  test('is no printer’s where a computer only has a queue for one', async () => {
    const queue = { '1.3.6.1.2.1.25.3.2.1.2.1': { oid: '1.3.6.1.2.1.25.3.1.5' }, '1.3.6.1.2.1.25.3.2.1.3.1': 'Bar' }
    const linux = { ...queue, [`${system}.1.0`]: 'Linux office 6.1.0' }
    expect((await identityOf(await agent({ objects: linux })))?.isPrinter).toBe(false)
    expect((await identityOf(await agent({ objects: { ...queue, [`${system}.1.0`]: 'Bar' } })))?.isPrinter).toBe(true)
  })
})

describe('a context', () => {
  const supplies = { '1.3.6.1.2.1.43.11.1.1.9.1.1': 61, '1.3.6.1.2.1.43.11.1.1.8.1.1': 100 }

  test('of its own is where some HP printers keep what they tell', async () => {
    const outside = await agent({ objects: hp, contexts: { 'public@Jetdirect': supplies } })
    const target = { address: '127.0.0.1', timeoutMs: 3000, options: snmp.options.parse({ port: outside.port }) }
    const [seen] = await snmp.look([target], new AbortController().signal)
    expect(seen).toMatchObject({ contact: 'answered', code: null })
    expect(seen?.facts).toMatchObject([
      { isPrinter: true, description: 'HP ETHERNET MULTI-ENVIRONMENT', objectId: `${maker}.11.2.3.9.1` },
      { fact: 'printer_mib', supplies: [{ level: 61, max: 100 }] },
    ])
  })

  test('that an HP printer does not have costs the look nothing but a moment', async () => {
    const seen = await identityOf(await agent({ objects: hp }))
    expect(seen).toMatchObject({ isPrinter: false, objectId: `${maker}.11.2.3.9.1` })
  })

  test('that a person wrote down is asked for', async () => {
    const fake = await agent({ objects: { ...tapeSwitch }, community: 'public@MFP' })
    expect(await identityOf(fake, { context: 'MFP' })).toMatchObject({ serial: 'SN42' })
  })
})
