import { deviceSetting } from '@sereno/shared/device.ts'
import { expect, onTestFinished, test } from 'vitest'
import { makeHouse } from '../../../test/fakes/house.ts'
import { lacksOf } from '../system/lacks-of.ts'

const probe = (type: string, options = {}) => ({
  id: type,
  type,
  everySeconds: 60,
  timeoutMs: 1000,
  attempts: 1,
  options,
})
const device = (id: string, type: string, ...probes: object[]) =>
  deviceSetting.parse({ id, name: id, type, address: `${id}.local`, probes })

test('a way of looking that somebody wrote wrongly into venue.json is told with its place, and only while it is there', async () => {
  const house = await makeHouse()
  onTestFinished(() => house.close())
  const told = async () =>
    (await lacksOf(house, 'es')).filter(({ code }) => code === 'probe_unusable').map(({ message }) => message)
  await house.book.change((draft) => {
    draft.devices.push(device('ok', 'printer', probe('escpos', { port: 9100 }), probe('icmp')))
  })
  expect(await told()).toEqual([])
  await house.book.change((draft) => {
    draft.devices.push(
      device('a', 'router', probe('escpos')),
      device('b', 'other', probe('sonar')),
      device('c', 'other', probe('tcp', { port: 'x' })),
    )
  })
  const [first, second, third] = await told()
  expect(first).toContain('(devices[1].probes[0].type): Esto solo se pregunta a impresoras')
  expect(second).toContain('(devices[2].probes[0].type): ')
  expect(third).toContain('(devices[3].probes[0].options.port): Debe ser un número')
  await house.book.change((draft) => draft.devices.splice(1, 3))
  expect(await told()).toEqual([])
})
