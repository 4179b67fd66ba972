import { type DeviceType, deviceSetting } from '@sereno/shared/device.ts'
import { expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { findProbe } from '../probes/index.ts'
import { checkDevice } from './check.ts'

const look = async (type: DeviceType, options: object) => {
  const asked: unknown[] = []
  const setting = { id: 'p', type: 'escpos', everySeconds: 60, timeoutMs: 1000, attempts: 1, options }
  const device = deviceSetting.parse({ id: 'd', name: 'D', type, address: '127.0.0.1', probes: [setting] })
  const check = await checkDevice(device, device.probes, null, {
    clock: systemClock,
    findProbe: (name) => findProbe(name) ?? null,
    neighbour: async () => null,
    signal: new AbortController().signal,
    look: async (_, target) => {
      asked.push(target.address)
      return { contact: 'answered', latencyMs: 1, code: null, facts: [] }
    },
  })
  return { asked: asked.length, code: check.readings[0]?.code }
}

test('no receipt printer question ever goes to what a person did not call a printer, whatever venue.json says', async () => {
  expect(await look('printer', { port: 9100 })).toEqual({ asked: 1, code: null })
  expect(await look('router', { port: 9100 })).toEqual({ asked: 0, code: 'WRONG_DEVICE_TYPE' })
})

test('options that make no sense look at nothing', async () => {
  expect(await look('printer', { port: 'x' })).toEqual({ asked: 0, code: 'BAD_OPTIONS' })
})
