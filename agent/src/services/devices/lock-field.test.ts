import { api } from '@sereno/shared/api/index.ts'
import type { LockableField } from '@sereno/shared/device.ts'
import type { IdentityFact } from '@sereno/shared/reading.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nobody } from '../../../test/fakes/clues.ts'
import { makeHouse, type PretendHouse } from '../../../test/fakes/house.ts'
import { refusalOf } from '../../../test/fakes/refusal.ts'
import { addDevice } from './add-device.ts'
import { changeDevice } from './change-device.ts'
import { getDevice } from './get-device.ts'
import { identityOf } from './identity-of.ts'
import { lockField, unlockField } from './lock-field.ts'
import { splitDevice } from './split-device.ts'

let house: PretendHouse
let id: string
beforeEach(async () => {
  house = await makeHouse()
  id = (await addDevice(house, { name: 'Kitchen printer', type: 'printer', address: '192.0.2.50' }, 'en')).id
})
afterEach(() => house.close())

const ana = { fullName: 'Ana Puig' }
const mac = '00:26:ab:12:34:56'
const tells = (fact: Partial<IdentityFact>, seenMac: string | null = null) =>
  house.watch.is(id, { identity: { ...nobody, ...fact }, mac: seenMac })
const field = (name: LockableField) =>
  api['devices.identity'].response.parse(identityOf(house, id)).fields.find((one) => one.field === name)

test('what is locked stays as it is, tells who locked it and what the network says, and follows again unlocked', async () => {
  tells({ model: 'TM-T20III', serial: 'X3B1' })
  expect(field('model')).toEqual({ field: 'model', value: 'TM-T20III', told: 'TM-T20III', lock: null })
  await lockField(house, id, { field: 'model', value: 'TM-T20III' }, ana)
  tells({ model: 'TM-m30', serial: 'X9' })
  const lock = { by: 'Ana Puig', at: '2026-11-21T12:00:00.000Z' }
  expect(field('model')).toEqual({ field: 'model', value: 'TM-T20III', told: 'TM-m30', lock })
  expect(getDevice(house, id, 'en')).toMatchObject({ model: 'TM-T20III', serial: 'X9' })
  const heard: string[] = []
  house.bus.on('device.changed', (one) => heard.push(one))
  await unlockField(house, id, 'model')
  expect(field('model')).toMatchObject({ value: 'TM-m30', lock: null })
  expect(heard).toEqual([id])
})

test('a locked MAC address is the one by which the device is told from others', async () => {
  tells({}, '00:26:ab:99:99:99')
  await lockField(house, id, { field: 'mac', value: mac }, ana)
  const setting = () => house.book.read().devices[0]
  expect(setting()?.mac).toBe(mac)
  expect(field('mac')).toMatchObject({ value: mac, told: '00:26:ab:99:99:99', lock: { by: 'Ana Puig' } })
  await unlockField(house, id, 'mac')
  expect(setting()?.mac).toBeNull()
  expect(field('mac')).toMatchObject({ value: '00:26:ab:99:99:99', lock: null })
})

test('a MAC address that someone wrote down holds too, and a lock of it no longer than the address does', async () => {
  await lockField(house, id, { field: 'mac', value: mac }, ana)
  await changeDevice(house, id, { mac: '00:26:ab:77:77:77' }, 'en')
  expect(field('mac')).toMatchObject({ value: '00:26:ab:77:77:77', lock: { by: null, at: null } })
  await splitDevice(house, id, [{ kind: 'mac', value: '00:26:ab:77:77:77' }])
  expect(field('mac')).toMatchObject({ value: null, lock: null })
})

test('locks are kept in the settings, and only what evidence tells can be locked', async () => {
  await lockField(house, id, { field: 'vendor', value: 'Seiko Epson' }, ana)
  await lockField(house, id, { field: 'serial', value: 'X3B1' }, ana)
  expect(Object.keys(house.book.read().devices[0]?.locks ?? {})).toEqual(['vendor', 'serial'])
  expect((await refusalOf(() => lockField(house, 'nobody', { field: 'model', value: 'x' }, ana))).code).toBe(
    'not_found',
  )
  const { body } = api['devices.lock']
  const wrong = [
    { field: 'name', value: 'Mine' },
    { field: 'model', value: '' },
    { field: 'model', value: 'x'.repeat(201) },
    { field: 'mac', value: 'not one' },
    { field: 'model' },
  ]
  expect(wrong.map((one) => body.safeParse(one).success)).toEqual(wrong.map(() => false))
})
