import { api } from '@sereno/shared/api/index.ts'
import type { DeviceInput } from '@sereno/shared/device.ts'
import type { Fact, Reading } from '@sereno/shared/reading.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { escpos } from '../../../test/fakes/check.ts'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { Pace } from '../pace.ts'
import { addDevice } from './add-device.ts'
import { changeDevice } from './change-device.ts'
import { printTestSlip } from './print-test-slip.ts'
import { wakeDevice } from './wake-device.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const add = (input: Partial<DeviceInput> = {}) =>
  addDevice(house, { name: 'Kitchen', type: 'printer', address: '127.0.0.9', ...input }, 'en')

const looked = (probe: string, contact: Reading['contact'], facts: Fact[] = []): Reading => ({
  probe,
  probeId: probe,
  at: noon,
  attempt: 1,
  contact,
  latencyMs: contact === 'answered' ? 3 : null,
  code: null,
  facts,
})

describe('a test slip', () => {
  const print = async (id: string, pace = new Pace(house.clock, 1, 10_000)) =>
    api['devices.testSlip'].response.parse(await printTestSlip(house, pace, id, 'en'))

  test('names the venue, the printer, its place and addresses, the time there, and the way to its page', async () => {
    const { id } = await add({ name: 'Cuina', place: 'Kitchen', mac: '00:26:ab:12:34:56' })
    house.watch.readings.set(id, [looked('escpos', 'answered', [escpos()])])
    expect(await print(id)).toMatchObject({ printed: true, reason: null, outcomes: [{ probe: 'escpos', ok: true }] })
    const [job] = house.handsOn.printed
    expect(job).toMatchObject({ dialect: 'escpos', address: '127.0.0.9', port: 9100 })
    const texts = job?.parts.flatMap((part) => (typeof part === 'object' && 'text' in part ? [part.text] : []))
    expect(texts).toEqual([
      'Sereno test slip',
      'Sereno',
      'Cuina',
      'Kitchen',
      '127.0.0.9',
      '00:26:ab:12:34:56',
      '11/21/2026, 12:00:00',
      'This printer prints. Scan the code for its page.',
    ])
    expect(job?.parts).toContainEqual({ qr: `http://sereno.local:7373/devices/${id}` })
    expect(house.watch.checks).toEqual([id, id])
  })

  test('is not printed where the printer says why it cannot, nor where it keeps silent', async () => {
    const { id } = await add()
    const cases: [Reading, string][] = [
      [looked('escpos', 'answered', [escpos({ offline: true, paperEnd: true })]), 'paper_out'],
      [looked('escpos', 'answered', [escpos({ offline: true, coverOpen: true })]), 'cover_open'],
      [looked('escpos', 'answered', [escpos({ offline: true })]), 'printer_offline_bit'],
      [looked('escpos', 'silent'), 'no_answer'],
      [{ ...looked('escpos', 'answered', [escpos()]), at: noon - 60_000 }, 'no_answer'],
    ]
    for (const [reading, code] of cases) {
      house.watch.readings.set(id, [reading])
      expect(await print(id)).toMatchObject({ printed: false, reason: { code, text: expect.stringMatching(/\w/u) } })
    }
    expect(house.handsOn.printed).toEqual([])
  })

  test('is printed with little paper left, once, and a second wish at once is refused', async () => {
    const { id } = await add()
    house.watch.readings.set(id, [looked('escpos', 'answered', [escpos({ paperNearEnd: true })])])
    const pace = new Pace(house.clock, 1, 10_000)
    const both = await Promise.allSettled([print(id, pace), print(id, pace)])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(house.handsOn.printed).toHaveLength(1)
  })

  test('says so where the printer was busy, and where nobody knows what came out; it is not sent again', async () => {
    const { id } = await add()
    house.watch.readings.set(id, [looked('escpos', 'answered', [escpos()])])
    house.handsOn.slip = { outcome: 'kept', code: 'ECONNRESET' }
    expect((await print(id)).reason?.code).toBe('busy')
    house.handsOn.slip = { outcome: 'unsure' }
    expect((await print(id)).reason?.code).toBe('unsure')
    expect(house.handsOn.printed).toHaveLength(2)
  })

  test('is refused to what speaks neither ESC/POS nor Star', async () => {
    const office = await add({ probes: [{ type: 'snmp' }] })
    const pad = await add({ type: 'ipad', address: '127.0.0.10' })
    const foreign = await add({ address: '127.0.0.11' })
    house.watch.readings.set(foreign.id, [looked('escpos', 'garbled')])
    for (const { id } of [office, pad, foreign]) expect((await refusalOf(() => print(id))).code).toBe('no_slips')
    expect((await refusalOf(() => print('nobody'))).code).toBe('not_found')
  })
})

describe('waking', () => {
  test('goes to the device’s own card, and says why it cannot', async () => {
    const { id } = await add({ mac: '00:26:ab:12:34:56' })
    expect(await wakeDevice(house, id, 'en')).toEqual({ mac: '00:26:ab:12:34:56' })
    expect(house.handsOn.woken).toEqual([{ mac: '00:26:ab:12:34:56', address: '127.0.0.9' }])
    house.handsOn.wakes = 'out_of_reach'
    expect((await refusalOf(() => wakeDevice(house, id, 'en'))).code).toBe('wake_out_of_reach')
    house.handsOn.wakes = 'unsent'
    expect((await refusalOf(() => wakeDevice(house, id, 'en'))).code).toBe('unavailable')
    const pad = await add({ type: 'ipad', address: '127.0.0.10', mac: '00:26:ab:12:34:57' })
    expect((await refusalOf(() => wakeDevice(house, pad.id, 'en'))).code).toBe('wake_ipad')
    const bare = await add({ address: '127.0.0.11' })
    expect((await refusalOf(() => wakeDevice(house, bare.id, 'en'))).code).toBe('wake_no_mac')
  })
})

describe('notes and versions', () => {
  test('notes are kept as they were written', async () => {
    const { id, notes } = await add()
    expect(notes).toBe('')
    const after = await changeDevice(house, id, { notes: 'Key in the drawer.\nAsk Marta.' }, 'en')
    expect(after.notes).toBe('Key in the drawer.\nAsk Marta.')
  })

  test('a change against what somebody else changed meanwhile is refused, and one against the newest is not', async () => {
    const before = await add()
    const { version } = await changeDevice(house, before.id, { place: 'Bar' }, 'en')
    expect(version).not.toBe(before.version)
    const late = () => changeDevice(house, before.id, { name: 'Mine', version: before.version }, 'en')
    expect(await refusalOf(late)).toEqual({ code: 'conflict', fields: { version: 'changed_meanwhile' } })
    expect(await changeDevice(house, before.id, { name: 'Mine', version }, 'en')).toMatchObject({
      place: 'Bar',
      name: 'Mine',
    })
  })
})
