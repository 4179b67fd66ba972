import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { magicPacket, wake, wakeTargets } from './wake.ts'

test('a magic packet is six bytes of ones and the address sixteen times', () => {
  const packet = magicPacket('00:26:ab:12:34:56')
  expect(packet).toHaveLength(102)
  expect(packet.toString('hex')).toBe(`ffffffffffff${'0026ab123456'.repeat(16)}`)
})

test('it goes to everyone in the device’s own subnet, and only in subnets that we may look at', () => {
  const own = ['192.168.1.0/24', '10.0.0.0/22', 'fd00::/64', '172.16.0.4/32']
  expect(wakeTargets(own, null, '10.0.1.7')).toEqual(['10.0.3.255'])
  expect(wakeTargets(own, null, 'printer.local')).toEqual(['192.168.1.255', '10.0.3.255'])
  expect(wakeTargets(own, null, null)).toEqual(['192.168.1.255', '10.0.3.255'])
  expect(wakeTargets(own, ['192.168.0.0/16'], null)).toEqual(['192.168.1.255'])
  expect(wakeTargets(own, ['192.168.1.0/25'], '192.168.1.7')).toEqual([])
  expect(wakeTargets(own, null, '8.8.8.8')).toEqual([])
  expect(wakeTargets([], [], '192.168.1.7')).toEqual([])
  expect(wakeTargets([], [], '127.0.0.9')).toEqual(['127.0.0.9'])
})

test('it leaves this machine as it should be', async () => {
  const card = createSocket('udp4')
  onTestFinished(() => void card.close())
  card.bind(0, '127.0.0.9')
  await once(card, 'listening')
  const heard = once(card, 'message')
  expect(await wake('00:26:ab:12:34:56', ['127.0.0.9'], card.address().port)).toBe(true)
  expect((await heard)[0]).toEqual(magicPacket('00:26:ab:12:34:56'))
})
