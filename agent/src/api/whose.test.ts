import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { describe, expect, it, vi } from 'vitest'
import { consoles, talks } from '../../test/fakes/consoles.ts'
import { listen } from '../../test/fakes/event-stream.ts'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { tokenOf } from '../../test/fakes/set-up.ts'

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

/** What a conversation is asked with; each route of one stands here. */
const talkBodies: Record<string, object | undefined> = {
  'conversations.get': undefined,
  'conversations.messages': undefined,
  'conversations.pick': undefined,
  'conversations.return': undefined,
  'conversations.transfer': { userId: 'nobody' },
  'conversations.close': undefined,
  'conversations.ticket': { subject: 'Printer', text: 'Is dead' },
  'conversations.seen': undefined,
  'conversations.typing': undefined,
  'conversations.draft': { text: 'x' },
  'conversations.send': { clientId: 'client-1', text: 'x' },
  'conversations.retry': undefined,
  'conversations.attach': undefined,
  'conversations.file': undefined,
}

describe('a conversation that somebody has picked', () => {
  it('B39 is not there for anybody else on any route of it, and no event of it reaches them', async () => {
    const here = await consoles()
    const ana = await here.person('Ana Roig', 'operator')
    const others = [await here.person('Eva', 'operator'), await here.person('Max', 'admin')]
    const id = await here.write('Pau', 'Only for Ana')
    await ana.ask('POST', `${talks}/${id}/pick`)
    const [message] = (await ana.ask('GET', `${talks}/${id}/messages`)).json.items as { id: string }[]
    const file = await here.ask('POST', `${talks}/${id}/files?name=a.txt`, {
      headers: { cookie: ana.cookie, 'content-type': 'application/octet-stream' },
      body: 'Only for Ana',
    })
    const token = await tokenOf(here.house, others[1]?.id ?? '', ['admin'])
    const asOthers = [...others.map(({ cookie }) => ({ cookie })), { authorization: `Bearer ${token}` }]
    const streams = await Promise.all(asOthers.map((headers) => listen(here.port, headers)))
    const routesOfOne = Object.entries<Contract>(api).filter(([, { path }]) => path.startsWith(`${talks}/:id`))
    expect(routesOfOne.map(([name]) => name).toSorted()).toEqual(Object.keys(talkBodies).toSorted())
    for (const [name, { method, path, upload }] of routesOfOne) {
      const url = path
        .replace(':id', id)
        .replace(':message', message?.id ?? '')
        .replace(':file', String(file.json.id))
      for (const headers of asOthers) {
        const answer = await (upload === undefined
          ? here.ask(method, url, { headers, ...(talkBodies[name] && { json: talkBodies[name] }) })
          : here.ask(method, `${url}?name=a.txt`, {
              headers: { ...headers, 'content-type': 'application/octet-stream' },
              body: 'x',
            }))
        const expected = name === 'conversations.pick' ? [409, 'already_picked'] : [404, 'not_found']
        expect([name, answer.status, answer.json.code]).toEqual([name, ...expected])
        expect(answer.text).not.toContain('Only for Ana')
      }
    }
    await here.write('Pau', 'Only for Ana, too')
    await ana.ask('POST', `${talks}/${id}/seen`)
    await ana.ask('POST', `${talks}/${id}/messages`, { clientId: 'client-1', text: 'Only for Pau' })
    await ana.ask('POST', `${talks}/${id}/close`)
    const mark = await here.write('Mia', 'For everybody')
    for (const stream of streams) {
      await vi.waitFor(() => expect(stream.told.some(({ data }) => data.id === mark)).toBe(true))
      expect(stream.raw()).not.toContain('Only for')
      expect(stream.raw()).not.toContain(id)
    }
  })
})
