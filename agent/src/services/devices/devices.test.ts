import { api } from '@sereno/shared/api/index.ts'
import type { DeviceInput, DevicePatch } from '@sereno/shared/device.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeHouse, noon, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { CursorFault } from '../../store/faults.ts'
import { addDevice } from './add-device.ts'
import { changeDevice } from './change-device.ts'
import { checkDevice } from './check-device.ts'
import { getDevice } from './get-device.ts'
import { listDevices } from './list-devices.ts'
import { removeDevice } from './remove-device.ts'
import { seriesOf } from './series-of.ts'

let house: PretendHouse
beforeEach(async () => {
  house = await makeHouse()
})
afterEach(() => house.close())

const add = (input: Partial<DeviceInput> = {}) =>
  addDevice(house, { name: 'Kitchen printer', type: 'printer', address: '192.0.2.50', ...input }, 'en')
const change = (id: string, patch: DevicePatch) => changeDevice(house, id, patch, 'en')

describe('adding', () => {
  test('a printer without probes gets the usual ones with their own rates, and is heard of', async () => {
    const heard: string[] = []
    house.bus.on('device.changed', (id) => heard.push(id))
    const device = api['devices.add'].response.parse(await add())
    expect(device.probes.map(({ type }) => type)).toEqual(house.probes.usualFor('printer').map(({ type }) => type))
    expect(device.probes.find(({ type }) => type === 'escpos')).toMatchObject({ everySeconds: 20, timeoutMs: 1000 })
    expect(device).toMatchObject({ state: 'unknown', inService: true, parentId: null, place: '', role: null })
    expect(heard).toEqual([device.id])
    expect(house.book.read().devices).toHaveLength(1)
  })

  test('an empty list of probes is kept as a wish', async () => {
    expect((await add({ probes: [] })).probes).toEqual([])
  })

  test('quiet hours are kept as they were sent, say whether they are on, and are gone when none are sent', async () => {
    const quietHours = [{ from: '11:00', to: '14:00' }]
    const { id, ...made } = await add({ quietHours })
    expect(made).toMatchObject({ quietHours, quiet: true })
    expect(await change(id, { quietHours: [{ from: '23:00', to: '07:00' }] })).toMatchObject({ quiet: false })
    expect(await change(id, { quietHours: [] })).toMatchObject({ quietHours: [], quiet: false })
    const wrong = api['devices.change'].body.safeParse({ quietHours: [{ from: '07:00', to: '07:00' }] })
    expect(wrong.error?.issues).toMatchObject([{ path: ['quietHours', 0, 'to'], message: 'ends_where_it_begins' }])
  })

  test('two devices in service never share an address, however it is written', async () => {
    await add({ address: 'Printer.local' })
    expect(await refusalOf(() => add({ address: 'printer.local' }))).toEqual({
      code: 'conflict',
      fields: { address: 'address_taken' },
    })
    await add({ address: 'printer.local', inService: false })
    await add({ address: '2001:db8::1' })
    expect((await refusalOf(() => add({ address: '2001:0DB8:0::1' }))).code).toBe('conflict')
  })

  test('of two that ask for one address at once, one gets it', async () => {
    const tries = await Promise.allSettled([add(), add(), add()])
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('each wrong probe is named by its place', async () => {
    const { code, fields } = await refusalOf(() =>
      add({
        probes: [
          { type: 'tcp', options: { port: 70_000 } },
          { type: 'crystal-ball' },
          { type: 'tcp', id: 'from-elsewhere', options: { port: 9100 } },
          { type: 'tcp', options: { port: 9100, prot: 1 } },
        ],
      }),
    )
    expect(code).toBe('invalid')
    expect(Object.keys(fields)).toEqual([
      'probes[0].options.port',
      'probes[1].type',
      'probes[2].id',
      'probes[3].options.prot',
    ])
    expect(house.book.read().devices).toEqual([])
  })

  test('status is asked with DLE EOT of printers only', async () => {
    const probes = [{ type: 'icmp' }, { type: 'escpos' }]
    expect(await refusalOf(() => add({ type: 'ipad', probes }))).toMatchObject({
      fields: { 'probes[1].type': expect.any(String) },
    })
    const { id } = await add()
    expect(await refusalOf(() => change(id, { type: 'other' }))).toMatchObject({ fields: { type: expect.any(String) } })
  })

  test('a parent has to be there', async () => {
    expect(await refusalOf(() => add({ parentId: 'nobody' }))).toEqual({
      code: 'invalid',
      fields: { parentId: 'parent_missing' },
    })
  })
})

describe('changing', () => {
  test('only what is sent changes', async () => {
    const before = await add({ place: 'Kitchen', mac: '00:26:ab:12:34:56' })
    const after = api['devices.change'].response.parse(await change(before.id, { name: 'Bar printer' }))
    expect(after).toEqual({ ...before, name: 'Bar printer', version: after.version })
  })

  test('nobody hangs behind himself, nor behind his own', async () => {
    const one = await add({ address: '192.0.2.1' })
    const two = await add({ address: '192.0.2.2', parentId: one.id })
    expect((await refusalOf(() => change(one.id, { parentId: one.id }))).fields).toEqual({ parentId: 'parent_cycle' })
    expect((await refusalOf(() => change(one.id, { parentId: two.id }))).fields).toEqual({ parentId: 'parent_cycle' })
  })

  test('a taken address is a conflict at the field that was sent, whoever comes first in the list', async () => {
    const first = await add({ address: '192.0.2.1' })
    await add({ address: '192.0.2.2' })
    expect(await refusalOf(() => change(first.id, { address: '192.0.2.2' }))).toEqual({
      code: 'conflict',
      fields: { address: 'address_taken' },
    })
  })

  test('a secret is kept, never read back, and goes when another takes its place', async () => {
    const { id } = await add({ probes: [{ type: 'snmp', options: { community: 'hush', version: '2c' } }] })
    const kept = () => house.book.read().devices[0]?.probes[0]
    const shown = getDevice(house, id, 'en').probes[0]
    expect(shown?.options).toEqual({ version: '2c', port: 161 })
    const probeId = shown?.id ?? ''
    await change(id, { probes: [{ id: probeId, type: 'snmp', everySeconds: 60, options: { version: '1' } }] })
    expect(kept()).toMatchObject({ id: probeId, everySeconds: 60, options: { version: '1', community: 'hush' } })
    await change(id, { probes: [{ id: probeId, type: 'snmp', options: { community: 'other' } }] })
    expect(kept()?.options).toMatchObject({ community: 'other' })
    await change(id, { probes: [{ type: 'snmp' }] })
    expect(kept()?.id).not.toBe(probeId)
    expect(kept()?.options).toMatchObject({ community: 'public' })
    expect(JSON.stringify(listDevices(house, { limit: 50 }, 'en'))).not.toMatch(/hush|other"|public/u)
  })

  test('one probe cannot be sent twice', async () => {
    const { id, probes } = await add()
    const twice = [{ id: probes[0]?.id, type: probes[0]?.type ?? '' }].flatMap((probe) => [probe, probe])
    expect((await refusalOf(() => change(id, { probes: twice as DeviceInput['probes'] }))).fields).toEqual({
      'probes[1].id': 'id_taken',
    })
  })

  test('the internet line has no address to give it', async () => {
    const { id } = await add()
    await house.book.change((draft) => {
      Object.assign(draft.devices[0] ?? {}, { role: 'line', type: 'internet', address: null, probes: [] })
    })
    expect((await refusalOf(() => change(id, { address: '192.0.2.9' }))).fields).toHaveProperty('address')
    expect((await change(id, { inService: false })).state).toBe('paused')
    expect((await refusalOf(() => removeDevice(house, id))).code).toBe('conflict')
  })

  test('only an iPad may be without an address: what it becomes else needs one', async () => {
    const { id } = await add()
    await house.book.change((draft) => {
      Object.assign(draft.devices[0] ?? {}, { type: 'ipad', address: null, probes: [] })
    })
    expect((await refusalOf(() => change(id, { type: 'other' }))).fields).toEqual({ address: 'required' })
    expect(await change(id, { name: 'Bar' })).toMatchObject({ type: 'ipad', address: null })
    expect(await change(id, { type: 'other', address: '192.0.2.9' })).toMatchObject({ type: 'other' })
  })
})

describe('removing', () => {
  test('what hung behind it stands by itself; who is gone is not found', async () => {
    const parent = await add({ address: '192.0.2.1', type: 'switch' })
    const child = await add({ address: '192.0.2.2', parentId: parent.id })
    await removeDevice(house, parent.id)
    expect(getDevice(house, child.id, 'en').parentId).toBeNull()
    for (const work of [
      () => removeDevice(house, parent.id),
      () => getDevice(house, parent.id, 'en'),
      () => change(parent.id, {}),
      () => checkDevice(house, parent.id, 'en'),
      () => seriesOf(house, parent.id, { step: 300 }),
    ]) {
      expect((await refusalOf(work)).code).toBe('not_found')
    }
  })
})

describe('listing', () => {
  test('pages hold every device once, also while one is removed between them', async () => {
    const ids: string[] = []
    for (const last of [1, 2, 3, 4, 5]) ids.push((await add({ address: `192.0.2.${last}` })).id)
    const first = api['devices.list'].response.parse(listDevices(house, { limit: 2 }, 'en'))
    await removeDevice(house, ids[0] ?? '')
    const second = listDevices(house, { limit: 2, cursor: first.nextCursor ?? '' }, 'en')
    const third = listDevices(house, { limit: 2, cursor: second.nextCursor ?? '' }, 'en')
    expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids)
    expect(third.nextCursor).toBeNull()
    expect(() => listDevices(house, { limit: 2, cursor: 'made-up' }, 'en')).toThrow(CursorFault)
  })

  test('filters by type, state and text', async () => {
    await add({ place: 'Kitchen', probes: [] })
    const tablet = await add({ name: 'Till', type: 'ipad', address: '192.0.2.60', inService: false })
    const found = (query: object) => listDevices(house, { limit: 50, ...query }, 'en').items.map(({ name }) => name)
    expect(found({ type: 'ipad' })).toEqual(['Till'])
    expect(found({ state: 'paused' })).toEqual(['Till'])
    expect(found({ q: 'KITCH' })).toEqual(['Kitchen printer'])
    expect(found({ q: '2.60' })).toEqual([tablet.name])
    expect(found({ q: '%' })).toEqual([])
  })
})

describe('how it is', () => {
  const reading = (probeId: string) => ({
    probe: 'escpos',
    probeId,
    at: noon,
    attempt: 1,
    contact: 'answered' as const,
    latencyMs: 3.1,
    code: null,
    facts: [],
  })

  test('a fresh look is shown with its cause in words; after five intervals nobody knows', async () => {
    const { id, probes } = await add()
    const last = new Map([[probes[0]?.id ?? '', reading(probes[0]?.id ?? '')]])
    house.watch.is(id, {
      state: 'down',
      stateSince: noon,
      observedAt: noon,
      lastSeenAt: noon,
      cause: { code: 'paper_out', detail: {} },
      supplies: [
        { description: 'Black toner', level: 40, max: 100, fills: false },
        { description: 'Drum', level: -3, max: 100, fills: false },
        { description: 'Fuser', level: 0, max: -2, fills: false },
        { description: 'Odd', level: 500, max: 100, fills: false },
      ],
      last,
    })
    const device = api['devices.get'].response.parse(getDevice(house, id, 'en'))
    expect(device).toMatchObject({ state: 'down', cause: { code: 'paper_out' }, foundAt: '192.0.2.50' })
    expect(device.cause?.text).not.toBe('')
    expect(device.supplies.map(({ percent }) => percent)).toEqual([40, null, null, 100])
    expect(device.probes[0]?.last).toMatchObject({ ok: true, latencyMs: 3.1, detail: { contact: 'answered' } })
    const fastest = Math.min(...probes.map(({ everySeconds }) => everySeconds))
    house.clock.at = noon + fastest * 5000
    expect(getDevice(house, id, 'en').state).toBe('down')
    house.clock.at += 1
    expect(getDevice(house, id, 'en')).toMatchObject({
      state: 'unknown',
      stateSince: '2026-11-21T12:00:00.000Z',
      cause: null,
    })
  })

  test('a clock that was set back does not keep it green', async () => {
    const { id } = await add()
    house.watch.is(id, { state: 'up', stateSince: noon, observedAt: noon })
    house.clock.at = noon - 86_400_000
    expect(getDevice(house, id, 'en').state).toBe('unknown')
  })

  test('a check answers with what each probe saw', async () => {
    const { id, probes } = await add()
    house.watch.readings.set(id, [reading(probes[0]?.id ?? '')])
    const { outcomes, device } = api['devices.check'].response.parse(await checkDevice(house, id, 'en'))
    expect(device.id).toBe(id)
    expect(house.watch.checks).toEqual([id])
    expect(outcomes).toEqual([
      { probe: 'escpos', at: '2026-11-21T12:00:00.000Z', ok: true, latencyMs: 3.1, detail: expect.any(Object) },
    ])
  })

  test('its history is asked for in whole minutes, forwards, and not in too many points', async () => {
    const { id } = await add()
    const since = '2026-11-01T00:00:00.000Z'
    const until = '2026-11-21T00:00:00.000Z'
    api['devices.series'].response.parse(await seriesOf(house, id, { step: 300 }))
    const ask = (query: object) => refusalOf(() => seriesOf(house, id, { step: 300, ...query }))
    expect((await ask({ step: 90 })).fields).toEqual({ step: 'step_not_whole' })
    expect((await ask({ step: 3660 })).fields).toEqual({ step: 'step_not_whole' })
    expect((await ask({ since, until, step: 60 })).fields).toEqual({ step: 'too_many_points' })
    expect((await ask({ since: until, until: since })).fields).toEqual({ until: 'ends_before_it_begins' })
    expect((await ask({ since: '1990-01-01T00:00:00.000Z', step: 86_400 })).fields).toEqual({ since: 'span_too_long' })
  })
})
