import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { keyName, openSealer } from '../store/sealed.ts'

const path = '/api/v1/me/private-token'
const session = '/api/v1/session'
const password = goodPassword

async function withToken() {
  const here = await withAna()
  const make = async () => String((await here.ana('POST', path, { password })).json.token)
  const come = async (token: string, at = session) =>
    here.ask('GET', at, { headers: { authorization: `Bearer ${token}` } })
  return { here, make, come, token: await make() }
}

describe('a private token', () => {
  it('acts as its person, and says when and from where it was last used, but not what it is', async () => {
    const { here, come, token } = await withToken()
    expect(token).toMatch(/^sereno_[\w-]{43}$/u)
    expect((await come(token)).json).toMatchObject({ user: { username: 'ana' } })
    expect((await come(token, '/api/v1/tokens')).status).toBe(200)
    const told = await here.ana('GET', path)
    expect(told.json).toMatchObject({ lastUsedAt: '2026-11-21T12:00:00.000Z', lastAddress: '127.0.0.1' })
    expect(told.text).not.toContain(token)
  })

  it('is shown again after the password, and never without', async () => {
    const { here, token } = await withToken()
    expect((await here.ana('POST', `${path}/reveal`, { password })).json).toEqual({ token })
    for (const at of [path, `${path}/reveal`]) {
      const refused = await here.ana('POST', at, { password: 'Not-The-Right-1' })
      expect([refused.status, refused.json.errors]).toMatchObject([422, [{ path: 'password' }]])
    }
    for (let n = 0; n < 8; n += 1) await here.ana('POST', path, { password: 'Not-The-Right-1' })
    expect((await here.ana('POST', `${path}/reveal`, { password })).status).toBe(429)
  })

  it('ends at once when a new one is made, with its streams', async () => {
    const { here, make, come, token } = await withToken()
    const ended: string[] = []
    here.house.bus.on('access.ended', (holder) => ended.push(holder))
    const other = await make()
    expect([(await come(token)).status, (await come(other)).status]).toEqual([401, 200])
    expect(ended).toEqual([expect.stringMatching(/^private:/u)])
  })

  it('may what the role of its person may, and nothing while they are disabled', async () => {
    const { here, come } = await withToken()
    const eva = await withEva(here, { role: 'viewer' })
    const made = await here.as(eva.cookie)('POST', path, { password: 'Eva-Password-11' })
    const token = String(made.json.token)
    expect([(await come(token)).status, (await come(token, '/api/v1/users')).status]).toEqual([200, 403])
    await here.ana('PATCH', `/api/v1/users/${eva.id}`, { disabled: true })
    expect((await come(token)).status).toBe(401)
  })

  it('is sealed in the store, and one that cannot be opened any more still works and can be replaced', async () => {
    const { here, make, come, token } = await withToken()
    const { userId } = (await here.house.store.people.findLogin('ana').then((user) => ({ userId: user?.id }))) ?? {}
    const kept = await here.house.store.privateTokens.get(userId ?? '')
    expect(JSON.stringify(kept)).not.toContain(token.slice(7))
    await rm(join(here.house.folder, keyName))
    here.house.sealer = openSealer(here.house.folder)
    expect((await here.ana('POST', `${path}/reveal`, { password })).json.code).toBe('secret_lost')
    expect((await come(token)).status).toBe(200)
    expect((await come(await make())).status).toBe(200)
  })

  it('is not there before it is made', async () => {
    const here = await withAna()
    expect((await here.ana('GET', path)).json).toEqual({ createdAt: null, lastUsedAt: null, lastAddress: null })
    expect((await here.ana('POST', `${path}/reveal`, { password })).status).toBe(404)
  })
})
