import { usualChoices } from '@sereno/shared/notifications.ts'
import { describe, expect, it } from 'vitest'
import { withAna, withEva } from '../../test/fakes/people.ts'

const path = '/api/v1/me/notifications'
const mine = {
  ...usualChoices,
  newsletters: { weekly: true, product: false },
  sound: { name: 'harp', volume: 0.3 },
  quietHours: { from: '23:00', to: '07:00' },
}

describe('the notifications of a person', () => {
  it('are as usual until they choose, and then theirs alone, also those of a viewer', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here, { role: 'viewer' })
    const asEva = here.as(cookie)
    expect((await asEva('GET', path)).json).toEqual(usualChoices)
    const answer = await asEva('PUT', path, mine)
    expect([answer.status, answer.json]).toEqual([200, mine])
    expect((await asEva('GET', path)).json).toEqual(mine)
    expect((await here.ana('GET', path)).json).toEqual(usualChoices)
  })

  it('are taken whole and within their bounds, or not at all', async () => {
    const here = await withAna()
    const { events: _, ...half } = mine
    for (const wrong of [half, { ...mine, quietHours: { from: '24:00', to: '07:00' } }, { ...mine, more: 1 }]) {
      expect((await here.ana('PUT', path, wrong)).status).toBe(422)
    }
    expect((await here.ana('GET', path)).json).toEqual(usualChoices)
  })

  it('are told in the audit log by what changed', async () => {
    const here = await withAna()
    await here.ana('PUT', path, mine)
    const [line] = (await here.ana('GET', '/api/v1/system/audit?limit=1')).json.items as { changes: unknown[] }[]
    expect(line).toMatchObject({ action: `PUT ${path}`, who: 'Ana Puig' })
    expect(line?.changes).toContainEqual({ path: 'sound.name', before: 'bell', after: 'harp' })
    expect(line?.changes).toContainEqual({ path: 'newsletters.weekly', before: 'false', after: 'true' })
    expect(line?.changes).toHaveLength(5)
  })

  it('go with the person', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    await here.as(cookie)('PUT', path, mine)
    expect((await here.ana('DELETE', `/api/v1/users/${id}`)).status).toBe(204)
    expect(await here.house.store.notifications.of(id)).toEqual(usualChoices)
  })
})
