import type { IdentityFact } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import { isKnownLately, type Learnt, takeUp } from './known-identity.ts'

const nobody: IdentityFact = {
  fact: 'identity',
  ...{ name: null, model: null, vendor: null, serial: null, description: null, uuid: null, mac: null, objectId: null },
  isPrinter: false,
}
const network = { services: null, forwards: null, bridges: false, hasRadio: false, filters: false, ports: 1 }
const short: IdentityFact = { ...nobody, description: 'EPSON Built-in', objectId: '1.3.6.1.4.1.1248.1.1' }
const whole: IdentityFact = { ...short, model: 'EPSON WF-C5790', serial: 'X3B8', mac: '38:9d:92:00:00:01', network }
const overIpp: IdentityFact = { ...nobody, name: 'Bar', uuid: 'cfe92100-67c4-11d4-a45f-389d92000001', isPrinter: true }
const hour = 3_600_000

describe('who a device is', () => {
  test('is asked at the first look, and then once an hour', () => {
    const learnt = new Map<string, Learnt>()
    expect(isKnownLately(learnt, 'snmp', 0)).toBe(false)
    takeUp(learnt, 'snmp', whole, 1000)
    expect(isKnownLately(learnt, 'snmp', hour)).toBe(true)
    expect(isKnownLately(learnt, 'snmp', hour + 1000)).toBe(false)
    expect(isKnownLately(learnt, 'snmp', 1000 - 2 * hour)).toBe(false)
    expect(isKnownLately(learnt, 'other', 1000)).toBe(false)
  })

  test('stays known through looks that do not ask for all of it, with maker and model as people write them', () => {
    const learnt = new Map<string, Learnt>()
    takeUp(learnt, 'snmp', whole, 1000)
    const known = takeUp(learnt, 'snmp', { ...short, name: 'Bar' }, 2000)
    expect(known).toMatchObject({ vendor: 'Epson', model: 'WF-C5790', serial: 'X3B8', name: 'Bar', mac: whole.mac })
    expect(isKnownLately(learnt, 'snmp', 2000)).toBe(true)
  })

  test('is what all its probes know together: none takes away what another said', () => {
    const learnt = new Map<string, Learnt>()
    takeUp(learnt, 'ipp', overIpp, 1000)
    takeUp(learnt, 'snmp', whole, 1000)
    expect(takeUp(learnt, 'ipp', overIpp, 2000)).toMatchObject({ serial: 'X3B8', uuid: overIpp.uuid, isPrinter: true })
  })

  test.each<[what: string, change: Partial<IdentityFact>]>([
    ['serial number', { serial: 'OTHER' }],
    ['product', { objectId: '1.3.6.1.4.1.9.1', description: 'Cisco' }],
  ])('is asked again at once when something with another %s answers', (_what, change) => {
    const learnt = new Map<string, Learnt>()
    takeUp(learnt, 'snmp', whole, 1000)
    expect(takeUp(learnt, 'snmp', { ...short, ...change }, 2000).mac).toBeNull()
    expect(isKnownLately(learnt, 'snmp', 2000)).toBe(false)
  })
})
