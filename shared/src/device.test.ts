import { expect, it } from 'vitest'
import { mac } from './device.ts'

it.each([
  ['00:26:AB:12:34:56', '00:26:ab:12:34:56'],
  ['02-00-00-00-00-01', '02:00:00:00:00:01'],
])('the MAC address %s is read as %s', (text, read) => {
  expect(mac.parse(text)).toBe(read)
})

it.each(['ff:ff:ff:ff:ff:ff', '01:00:5e:00:00:01', '00:00:00:00:00:00', '00-26-ab-12-34', '0026ab123456'])(
  'the MAC address %s is no device’s',
  (text) => {
    expect(mac.safeParse(text).success).toBe(false)
  },
)
