import type { AuditEntry } from '@sereno/shared/audit.ts'
import { describe, expect, it } from 'vitest'
import { type Here, users, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { tokenOf } from '../../test/fakes/set-up.ts'
import { settingsHash } from '../services/audit/note.ts'
import { settleAudit } from '../services/audit/settle-audit.ts'

const audit = '/api/v1/system/audit'
const printer = { name: 'Kitchen printer', type: 'printer', address: '192.168.1.50', probes: [] }

const lines = async ({ ana }: Here, query = ''): Promise<AuditEntry[]> => {
  const { json } = await ana('GET', `${audit}${query}`)
  return (json as { items: AuditEntry[] }).items
}

describe('P-40 the audit log', () => {
  it('tells who changed what, when and from where, with the old value and the new', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', '/api/v1/devices', printer)
    here.house.clock.at += 60_000
    await here.ana('PATCH', `/api/v1/devices/${json.id}`, { address: '192.168.1.51' })
    const [line] = await lines(here)
    expect(line).toMatchObject({
      at: new Date(here.house.clock.at).toISOString(),
      state: 'done',
      who: 'Ana Puig',
      username: 'ana',
      way: 'session',
      action: 'PATCH /api/v1/devices/:id',
      target: json.id,
      targetName: 'Kitchen printer',
    })
    expect(line?.address).not.toBe('')
    expect(line?.changes).toContainEqual({
      path: 'devices[Kitchen printer].address',
      before: '192.168.1.50',
      after: '192.168.1.51',
    })
  })

  it('tells a change of the settings as made, also where the request then failed', async () => {
    const here = await withAna()
    here.house.store.tickets.untold = () => Promise.reject(new Error('the disk takes no reads'))
    expect((await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@example.com' })).status).toBe(500)
    expect((await lines(here))[0]).toMatchObject({ action: 'PATCH /api/v1/account', state: 'done' })
  })

  it('tells a sign-in, a change of a user and of a password, and shows no secret', async () => {
    const here = await withAna()
    const { id } = await withEva(here)
    await here.ana('PATCH', `${users}/${id}`, { jobTitle: 'Cook' })
    const repeat = 'My-Own-Choice-7'
    await here.ana('PUT', '/api/v1/me/password', { current: goodPassword, password: repeat, repeat })
    const all = await lines(here)
    expect(all[0]).toMatchObject({ action: 'PUT /api/v1/me/password', username: 'ana' })
    expect(all[1]).toMatchObject({
      action: 'PATCH /api/v1/users/:id',
      targetName: 'Eva Roig',
      changes: [{ path: 'jobTitle', before: null, after: 'Cook' }],
    })
    expect(all.map(({ action, username }) => `${action} ${username}`)).toContain('POST /api/v1/session eva')
    for (const secret of [goodPassword, repeat, 'Eva-Password-11']) expect(JSON.stringify(all)).not.toContain(secret)
  })

  it('tells a token from a browser', async () => {
    const here = await withAna()
    const me = await here.ana('GET', '/api/v1/me')
    const token = await tokenOf(here.house, String(me.json.id), ['devices:write'])
    await here.ask('POST', '/api/v1/devices', { json: printer, headers: { authorization: `Bearer ${token}` } })
    expect((await lines(here))[0]).toMatchObject({ way: 'token', username: 'ana', targetName: 'Kitchen printer' })
  })

  it('leaves out what was refused, what changes nothing, and what is only looked at', async () => {
    const here = await withAna()
    const before = (await lines(here)).length
    await here.ana('POST', '/api/v1/devices', { ...printer, address: 'not an address' })
    await here.ana('PATCH', '/api/v1/devices/nobody', { name: 'X' })
    await here.ana('POST', '/api/v1/activity', [{ message: 'Cashier charge failed' }])
    await here.ask('POST', '/api/v1/session', { json: { login: 'ana', password: 'Not-The-Right-1' } })
    await here.ana('GET', '/api/v1/devices')
    expect((await lines(here)).length).toBe(before)
  })

  it('is on disk before the settings are, and without it they do not change', async () => {
    const here = await withAna()
    const { audit: kept } = here.house.store
    const write = kept.write
    const seen: string[] = []
    kept.write = async (record) => {
      seen.push(`${record.state} with ${here.house.book.read().devices.length} devices`)
      await write(record)
    }
    await here.ana('POST', '/api/v1/devices', printer)
    expect(seen).toEqual(['begun with 0 devices', 'done with 1 devices'])
    kept.write = () => Promise.reject(new Error('no room'))
    const refused = await here.ana('POST', '/api/v1/devices', { ...printer, name: 'Bar', address: '192.168.1.9' })
    expect(refused.status).toBeGreaterThanOrEqual(500)
    expect(here.house.book.read().devices).toHaveLength(1)
  })

  it('settles at the next start what a power cut left open, by what the settings are', async () => {
    const here = await withAna()
    const { house } = here
    const before = structuredClone(house.book.read())
    await here.ana('POST', '/api/v1/devices', printer)
    const after = house.book.read()
    const [line] = await house.store.audit.list({}, { limit: 1 }).then(({ items }) => items)
    if (line === undefined) throw new Error('no line')
    const settings = { before: settingsHash(before), after: settingsHash(after) }
    const open = (id: string, what: typeof settings | null) =>
      house.store.audit.write({ ...line, id, state: 'begun', settings: what })
    await open('made', settings)
    await open('not-made', { before: settings.after, after: 'f00' })
    await open('unclear', { before: 'f00', after: 'f01' })
    await open('elsewhere', null)
    await settleAudit(house)
    const states = Object.fromEntries((await lines(here)).map(({ id, state }) => [id, state]))
    expect(states).toMatchObject({ made: 'done', 'not-made': 'failed', unclear: 'unknown', elsewhere: 'unknown' })
    expect(await house.store.audit.open()).toEqual([])
  })

  it('goes page by page, finds by person, thing and field, and by time', async () => {
    const here = await withAna()
    for (let n = 0; n < 5; n += 1) {
      here.house.clock.at += 60_000
      await here.ana('POST', '/api/v1/devices', { ...printer, name: `Till ${n}`, address: `192.168.1.${n + 10}` })
    }
    const since = new Date(here.house.clock.at).toISOString()
    const first = await here.ana('GET', `${audit}?limit=3`)
    const next = await here.ana('GET', `${audit}?limit=3&cursor=${first.json.nextCursor}`)
    const named = (json: unknown) => (json as { items: AuditEntry[] }).items.map(({ targetName }) => targetName)
    expect(named(first.json)).toEqual(['Till 4', 'Till 3', 'Till 2'])
    expect(named(next.json).slice(0, 2)).toEqual(['Till 1', 'Till 0'])
    expect(await lines(here, '?q=till%203')).toHaveLength(1)
    expect(await lines(here, '?q=ANA')).not.toHaveLength(0)
    expect(await lines(here, `?since=${since}`)).toHaveLength(1)
    expect((await here.ana('GET', `${audit}?cursor=x`)).status).toBe(422)
  })

  it('is for admins alone', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here, { role: 'advisor' })
    expect((await here.as(cookie)('GET', audit)).status).toBe(403)
  })
})
