import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { describe, expect, it } from 'vitest'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'

/** Gives the id of something that is Ana's. */
type Hers = (here: Here) => Promise<string>

const browser: Hers = async ({ ana }) => {
  const keys = { p256dh: 'B'.padEnd(87, 'A'), auth: 'A'.repeat(22) }
  const { json } = await ana('POST', '/api/v1/me/push-subscriptions', { endpoint: 'https://push.example/1', keys })
  return String(json.id)
}

async function passkeyOf({ house, ana }: Here): Promise<string> {
  const userId = String((await ana('GET', '/api/v1/me')).json.id)
  const kept = { credentialId: 'aWQ', publicKey: 'a2V5', algorithm: -7, counter: 0, transports: [], host: 'localhost' }
  await house.store.passkeys.add({ ...kept, id: 'hers', userId, name: 'x', createdAt: 0, lastUsedAt: null }, 10, [])
  return 'hers'
}

/** What some of them are asked with. */
const bodies: Record<string, object> = {
  'PATCH /api/v1/me/passkeys/:id': { name: 'y' },
  'DELETE /api/v1/me/passkeys/:id': { password: goodPassword },
}

/** Routes by the id of something that belongs to one person alone: to everybody else, admins too, it is not there. */
const whose: Record<string, Hers> = {
  'DELETE /api/v1/sessions/:id': async ({ ana }) => {
    const { items } = (await ana('GET', '/api/v1/sessions')).json as { items: { id: string }[] }
    return items[0]?.id ?? ''
  },
  'POST /api/v1/me/push-subscriptions/:id/test': browser,
  'DELETE /api/v1/me/push-subscriptions/:id': browser,
  'PATCH /api/v1/me/passkeys/:id': passkeyOf,
  'DELETE /api/v1/me/passkeys/:id': passkeyOf,
}

const routes = Object.values<Contract>(api).map(({ method, path }) => `${method} ${path}`)

describe('what is somebody’s own', () => {
  it.each(Object.entries(whose))('is not there for another admin: %s', async (route, hers) => {
    const here = await withAna()
    const id = await hers(here)
    const { cookie } = await withEva(here, { role: 'admin' })
    const [method = '', path = ''] = route.split(' ')
    expect(id).not.toBe('')
    const answer = await here.as(cookie)(method, path.replace(':id', id), bodies[route])
    expect([answer.status, answer.json.code]).toEqual([404, 'not_found'])
    // It still is there, and hers.
    expect((await here.ana(method, path.replace(':id', id), bodies[route])).status).toBeLessThan(300)
  })

  it('is told of by a list that leaves nothing out', () => {
    const own = routes.filter((route) => /\/api\/v1\/(me|sessions)\/.*:/u.test(route))
    expect(Object.keys(whose).toSorted()).toEqual(own.toSorted())
  })

  it('is never among what another is shown', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here, { role: 'admin' })
    const mine = (await here.ana('GET', '/api/v1/sessions')).json.items as { id: string }[]
    const hers = (await here.as(cookie)('GET', '/api/v1/sessions')).json.items as { id: string }[]
    expect(hers.filter(({ id }) => mine.some((one) => one.id === id))).toEqual([])
    expect((await here.as(cookie)('GET', '/api/v1/me')).json.username).toBe('eva')
    await here.as(cookie)('DELETE', '/api/v1/sessions')
    expect((await here.ana('GET', '/api/v1/session')).status).toBe(200)
  })
})
