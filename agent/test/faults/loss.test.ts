import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeVenue } from '../venue/describe-venue.ts'
import { openScene, type Scene } from '../venue/scene.ts'
import { measured } from './measured.ts'

/** Of all packets that come back to the agent. Kernels without netem cannot delay them as well. */
const percent = 36
const lastsMs = 180_000

describeVenue('a line that loses a third of its packets', 400_000, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await openScene()
  }, 120_000)
  afterAll(() => scene?.close(), 60_000)

  test('P21 brings Retries, and hardly a false Offline', async () => {
    const { faults, listener, client } = scene
    const since = new Date().toISOString()
    const from = listener.heard.length
    const repair = await faults.loss('agent', percent)
    await wait(lastsMs)
    await repair()
    const checks = listener.heard.slice(from).filter(({ event }) => event === 'device').length
    const { items } = await client.call('activity.list', { query: { since, limit: 500 } })
    const falsely = items.filter(({ kind }) => kind === 'Offline')
    const retries = items.filter(({ kind }) => kind === 'Retry').length
    const share = (falsely.length / checks) * 100
    const which = [...new Set(falsely.map(({ deviceName, cause }) => `${deviceName} ${cause}`))].join(', ')
    measured(
      21,
      `${percent} % loss, no delay: ${checks} checks, ${falsely.length} false Offline (${share.toFixed(1)} %) ${which}, ${retries} Retries`,
    )
    expect(checks).toBeGreaterThan(100)
    expect(share).toBeLessThanOrEqual(1)
  })
})
