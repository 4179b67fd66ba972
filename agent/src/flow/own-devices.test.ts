import { say } from '@sereno/shared/locales/index.ts'
import { expect, test } from 'vitest'
import { type HeldBelt, holdBelt } from '../../test/fakes/held-belt.ts'

const minute = 60_000
const devices = (belt: HeldBelt) => belt.book.read().devices
const named = (belt: HeldBelt, role: string) => devices(belt).find((one) => one.role === role)
const account = {
  company: 'Bar Pepe',
  email: 'pepe@example.com',
  timezone: 'Europe/Madrid',
  createdAt: '2026-11-21T09:00:00.000Z',
}

async function speak(belt: HeldBelt, language: 'en' | 'es' | 'ca'): Promise<void> {
  await belt.book.change((draft) => {
    draft.account = { ...account, language }
  })
  await belt.pass(minute)
}

test('the gateway, the name service and the line are devices from the first start, and looked at', async () => {
  const belt = await holdBelt({ looksAround: true })
  expect(devices(belt)).toMatchObject([
    {
      role: 'gateway',
      type: 'router',
      address: '10.9.0.1',
      name: say('en', 'device.gateway'),
      probes: [{ type: 'gateway' }],
    },
    { role: 'resolver', address: '10.9.0.1', probes: [{ type: 'dns', options: { server: '10.9.0.1' } }] },
    { role: 'line', type: 'internet', address: null, probes: [{ type: 'internet' }] },
  ])
  await belt.pass(minute)
  expect(devices(belt).map(({ id }) => belt.running.watch.live(id)?.state)).toEqual(['up', 'up', 'up'])
})

test('where the agent may not look around, there are none', async () => {
  const belt = await holdBelt({ looksAround: false })
  await belt.pass(2 * minute)
  expect(devices(belt)).toEqual([])
})

test('their addresses follow the machine, and stay while its network is away', async () => {
  const belt = await holdBelt({ looksAround: true })
  belt.network.gateway = '10.9.0.254'
  belt.network.resolver = '9.9.9.9'
  await belt.pass(minute)
  expect(named(belt, 'gateway')?.address).toBe('10.9.0.254')
  expect(named(belt, 'resolver')).toMatchObject({ address: '9.9.9.9', probes: [{ options: { server: '9.9.9.9' } }] })
  belt.network.gateway = null
  await belt.pass(minute)
  expect(named(belt, 'gateway')?.address).toBe('10.9.0.254')
})

test('they are named in the venue’s language, but a name that a person gave stays', async () => {
  const belt = await holdBelt({ looksAround: true })
  await speak(belt, 'es')
  expect(named(belt, 'line')?.name).toBe(say('es', 'device.line'))
  await belt.book.change((draft) => {
    for (const device of draft.devices) if (device.role === 'line') device.name = 'Movistar'
  })
  await speak(belt, 'ca')
  expect(named(belt, 'line')?.name).toBe('Movistar')
  expect(named(belt, 'gateway')?.name).toBe(say('ca', 'device.gateway'))
})

test('what a person set of them stays over a restart: rates, and out of service', async () => {
  const belt = await holdBelt({ looksAround: true })
  await belt.book.change((draft) => {
    for (const device of draft.devices) {
      device.inService = device.role !== 'line'
      for (const probe of device.probes) probe.everySeconds = 60
    }
  })
  const before = structuredClone(devices(belt))
  await belt.stop()
  const { folder, clock, network } = belt
  const again = await holdBelt({ folder, clock, network, looksAround: true })
  await again.pass(minute)
  expect(devices(again)).toEqual(before)
})

test('a machine that cannot tell its routes stops nothing', async () => {
  const belt = await holdBelt({ looksAround: true })
  belt.network.surroundings.defaultGateway = () => Promise.reject(new Error('no ip'))
  await belt.pass(3 * minute)
  expect(belt.log.lines.filter(({ level }) => level === 'error')).toHaveLength(3)
  belt.network.surroundings.defaultGateway = async () => '10.9.0.7'
  await belt.pass(minute)
  expect(named(belt, 'gateway')?.address).toBe('10.9.0.7')
})
