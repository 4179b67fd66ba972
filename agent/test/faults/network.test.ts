import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { describeVenue } from '../venue/describe-venue.ts'
import { hosts } from '../venue/plan.ts'
import { openScene, type Scene } from '../venue/scene.ts'
import { measured } from './measured.ts'

describeVenue('a box that gets another address', 240_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  }, 120_000)
  afterAll(() => scene?.close(), 60_000)

  test('P18 looks on from there within a minute, with no entry of any device', async () => {
    const { venue, client } = scene
    const within = (...args: string[]) => venue.exec('agent', 'ip', ...args)
    await within('addr', 'del', `${hosts.agent.address}/24`, 'dev', 'eth0')
    await within('addr', 'add', '10.77.0.110/24', 'dev', 'eth0')
    await within('route', 'replace', 'default', 'via', hosts.gateway.address)
    const since = Date.now()
    await vi.waitFor(
      async () => {
        const { items } = await client.call('devices.list', { query: { limit: 500 } })
        const stale = items.filter(({ observedAt, state }) => Date.parse(observedAt ?? '') <= since || state !== 'up')
        expect(stale.map(({ name, state }) => `${name} ${state}`)).toEqual([])
      },
      { timeout: 120_000, interval: 250 },
    )
    const tookMs = Date.now() - since
    const { items } = await client.call('activity.list', {
      query: { since: new Date(since).toISOString(), limit: 100 },
    })
    const falsely = items.filter(({ kind, deviceName }) => kind === 'Offline' && deviceName !== null)
    measured(18, `every device seen again after ${(tookMs / 1000).toFixed(0)} s, ${falsely.length} false Offline`)
    expect(falsely).toEqual([])
    expect(tookMs).toBeLessThanOrEqual(60_000)
  })
})
