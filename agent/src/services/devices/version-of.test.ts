import { expect, test, vi } from 'vitest'
import { pretendDevice } from '../../../test/fakes/pretend-network.ts'
import { versionOf } from './version-of.ts'

const withPassword = (community: string) => ({
  ...pretendDevice('kitchen', '192.0.2.50'),
  probes: [
    {
      id: 'p1',
      type: 'snmp' as const,
      everySeconds: 20,
      timeoutMs: 1000,
      attempts: 2,
      options: { version: '2c', port: 161, community },
    },
  ],
})

test('a version changes with every setting, secret ones too, but no other run can say which setting it stands for', async () => {
  const version = versionOf(withPassword('public'))
  expect(versionOf(withPassword('public'))).toBe(version)
  expect(versionOf(withPassword('private'))).not.toBe(version)
  vi.resetModules()
  const elsewhere = await import('./version-of.ts')
  expect(elsewhere.versionOf(withPassword('public'))).not.toBe(version)
})
