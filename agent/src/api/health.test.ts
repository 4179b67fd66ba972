import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { served } from '../../test/fakes/served.ts'

describe('what a supervisor asks', () => {
  it('is answered to anyone', async () => {
    const { ask } = await served()
    const healthy = await ask('GET', '/healthz?t=1')
    expect([healthy.status, healthy.json]).toEqual([200, { ok: true }])
    const ready = await ask('GET', '/readyz')
    expect([ready.status, ready.json]).toEqual([200, { ready: true, reasons: [] }])
  })

  it('names a clock that is wrong, a watch that is silent and a store that cannot write', async () => {
    const { house, ask } = await served()
    await house.book.change((draft) => {
      const probe = { id: 'p', type: 'icmp', everySeconds: 15, timeoutMs: 1000, attempts: 2, options: {} }
      const device = { name: 'Till', type: 'other' as const, place: '', address: '127.0.0.1', mac: null, role: null }
      draft.devices = [{ id: 'till', ...device, inService: true, parentId: null, probes: [probe] }]
    })
    expect((await ask('GET', '/readyz')).status).toBe(200)
    house.watch.isClockTrusted = false
    house.clock.at += 121_000
    const answer = await ask('GET', '/readyz')
    expect([answer.status, answer.json]).toEqual([
      503,
      { ready: false, reasons: ['watch_silent', 'clock_not_trusted'] },
    ])
    await house.store.close()
    house.clock.at += 60_000
    expect((await ask('GET', '/readyz')).json.reasons).toContain('storage_failed')
  })

  it('is not ready with settings that it refuses, though the last good ones are in force', async () => {
    const { house, ask } = await served()
    writeFileSync(join(house.config.data, 'venue.json'), '{"version": 1, "floors": []}')
    await expect(house.book.change(() => {})).resolves.toBeDefined()
    expect((await ask('GET', '/readyz')).json).toEqual({ ready: false, reasons: ['settings_refused'] })
  })
})
