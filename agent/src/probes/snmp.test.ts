import { afterEach, describe, expect, it } from 'vitest'
import { type SnmpFake, type SnmpFakeOptions, snmpAgent } from '../../test/fakes/snmp-agent.ts'
import type { Sighting } from './probe.ts'
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

async function look({ port }: { port: number }, options: object = {}, timeoutMs = 2000): Promise<Sighting> {
  const target = { address: '127.0.0.1', timeoutMs, options: snmp.options.parse({ port, ...options }), isKnown: true }
  const [sighting] = await snmp.look([target], new AbortController().signal)
  return sighting ?? { contact: 'unable', latencyMs: null, code: 'none', facts: [] }
}

const system = { '1.3.6.1.2.1.1.1.0': 'EPSON Built-in', '1.3.6.1.2.1.1.5.0': 'Bar' }
const device = '1.3.6.1.2.1.25.3.2.1'
const printer = '1.3.6.1.2.1.25.3.5.1'
const mib = '1.3.6.1.2.1.43'
const office = {
  ...system,
  [`${device}.2.1`]: { oid: '1.3.6.1.2.1.25.3.1.5' },
  [`${device}.3.1`]: 'WF-C5790',
  [`${device}.5.1`]: 3,
  [`${printer}.1.1`]: 3,
  [`${printer}.2.1`]: Buffer.from([0x80, 0x02]),
  [`${mib}.5.1.1.17.1`]: 'X3B8',
  [`${mib}.6.1.1.3.1.1`]: 4,
  [`${mib}.6.1.1.3.1.2`]: 3,
  [`${mib}.8.2.1.9.1.1`]: 250,
  [`${mib}.8.2.1.10.1.1`]: 0,
  [`${mib}.8.2.1.18.1.1`]: 'Tray 1',
  [`${mib}.11.1.1.4.1.1`]: 3,
  [`${mib}.11.1.1.4.1.2`]: 4,
  [`${mib}.11.1.1.6.1.1`]: 'Black\u202e ink',
  [`${mib}.11.1.1.6.1.2`]: 'Box',
  [`${mib}.11.1.1.8.1.1`]: 100,
  [`${mib}.11.1.1.8.1.2`]: -2,
  [`${mib}.11.1.1.9.1.1`]: 1,
  [`${mib}.11.1.1.9.1.2`]: -3,
  [`${mib}.16.5.1.2.1.1`]: 'Ready',
  [`${mib}.16.5.1.2.1.2`]: 'to print',
  [`${mib}.18.1.1.2.1.7`]: 3,
  [`${mib}.18.1.1.4.1.7`]: 8,
  [`${mib}.18.1.1.7.1.7`]: 808,
  [`${mib}.18.1.1.8.1.7`]: 'Paper out',
}

describe('a printer', () => {
  it.each(['1', '2c'])('is read whole over SNMP version %s', async (version) => {
    const seen = await look(await agent({ objects: office }), { version })
    expect(seen).toMatchObject({ contact: 'answered', code: null })
    expect(seen.facts).toEqual([
      {
        fact: 'identity',
        name: 'Bar',
        model: 'WF-C5790',
        vendor: null,
        serial: 'X3B8',
        description: 'EPSON Built-in',
        uuid: null,
        mac: null,
        objectId: null,
        isPrinter: true,
      },
      {
        fact: 'printer_mib',
        deviceStatus: 3,
        printerStatus: 3,
        errorBits: ['lowPaper', 'overduePreventMaint'],
        alerts: [{ severity: 3, group: 8, code: 808, description: 'Paper out' }],
        trays: [{ description: 'Tray 1', level: 0, max: 250 }],
        supplies: [
          { description: 'Black ink', level: 1, max: 100, fills: false },
          { description: 'Box', level: -3, max: -2, fills: true },
        ],
        coverOpen: true,
        consoleText: 'Ready to print',
      },
    ])
  })

  it.each<[state: Buffer, bits: string[]]>([
    [Buffer.alloc(0), []],
    [Buffer.from([0x40]), ['noPaper']],
    [Buffer.from([0x01]), ['serviceRequested']],
    [Buffer.from([0x08, 0x08]), ['doorOpen', 'outputFull']],
    [Buffer.from([0, 0, 0xff, 0xff]), []],
  ])('with the error state %o has the bits %j', async (state, errorBits) => {
    const objects = { ...system, [`${printer}.1.1`]: 4, [`${printer}.2.1`]: state }
    expect((await look(await agent({ objects }))).facts[1]).toMatchObject({ errorBits, deviceStatus: null })
  })

  it('is one by its device type alone, and the worst of its rows counts', async () => {
    const type = { oid: '1.3.6.1.2.1.25.3.1.5' }
    const disk = { oid: '1.3.6.1.2.1.25.3.1.6' }
    const objects = {
      ...system,
      ...{ [`${device}.2.1`]: disk, [`${device}.2.2`]: type, [`${device}.2.9`]: type },
      ...{ [`${device}.5.1`]: 5, [`${device}.5.2`]: 3, [`${device}.5.9`]: 2 },
    }
    expect((await look(await agent({ objects }))).facts[1]).toMatchObject({ deviceStatus: 3, printerStatus: null })
  })

  it('may have supplies only', async () => {
    const objects = { ...system, [`${mib}.11.1.1.9.1.1`]: 5, [`${mib}.11.1.1.6.1.1`]: 'Waste Toner' }
    expect((await look(await agent({ objects }))).facts[1]).toMatchObject({
      deviceStatus: null,
      supplies: [{ description: 'Waste Toner', level: 5, max: -2, fills: true }],
    })
  })
})

describe('other devices', () => {
  it('tell who they are, in few questions', async () => {
    const fake = await agent({ objects: system })
    expect((await look(fake)).facts).toEqual([
      {
        fact: 'identity',
        name: 'Bar',
        model: null,
        vendor: null,
        serial: null,
        description: 'EPSON Built-in',
        uuid: null,
        mac: null,
        objectId: null,
        isPrinter: false,
      },
    ])
    expect(fake.requests.length).toBeLessThanOrEqual(3)
  })

  it.each<[what: string, objects: SnmpFakeOptions['objects'], onBattery: boolean, replaceBattery: boolean | null]>([
    ['UPS-MIB on battery', { '1.3.6.1.2.1.33.1.4.1.0': 5 }, true, false],
    [
      'UPS-MIB with a bad battery',
      { '1.3.6.1.2.1.33.1.4.1.0': 3, '1.3.6.1.2.1.33.1.6.2.1.2.1': { oid: '1.3.6.1.2.1.33.1.6.3.1' } },
      ...([false, true] as const),
    ],
    ['APC', { '1.3.6.1.4.1.318.1.1.1.4.1.1.0': 3, '1.3.6.1.4.1.318.1.1.1.2.2.4.0': 1 }, true, false],
    ['APC without its battery', { '1.3.6.1.4.1.318.1.1.1.4.1.1.0': 2 }, false, null],
    ['Eaton', { '1.3.6.1.4.1.534.1.4.5.0': 5 }, true, null],
    ['MGE', { '1.3.6.1.4.1.705.1.7.3.0': 2, '1.3.6.1.4.1.705.1.5.11.0': 1 }, false, true],
    ['CyberPower', { '1.3.6.1.4.1.3808.1.1.1.4.1.1.0': 2, '1.3.6.1.4.1.3808.1.1.1.2.2.5.0': 2 }, false, true],
  ])('%s', async (_what, objects, onBattery, replaceBattery) => {
    const seen = await look(await agent({ objects: { ...system, ...objects } }))
    expect(seen.facts[1]).toEqual({ fact: 'ups', onBattery, replaceBattery })
  })
})
