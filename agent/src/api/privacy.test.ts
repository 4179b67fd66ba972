import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { mailed, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { unzipped } from '../../test/fakes/unzipped.ts'
import { operatorWrites, visitorWrites, withWebChat } from '../../test/fakes/web-chat.ts'
import { venueData } from '../services/export/venue-data.ts'

const ticket = { subject: 'The till hangs', text: 'Since noon', urgency: 'normal' }
const parsed = (files: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(files).map(([name, text]) => [name, name.endsWith('.json') ? JSON.parse(text) : text]),
  )

describe('P28 the export of a person', () => {
  it('holds what is kept of them, nothing secret and nothing of others', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'admin', fullName: 'Eva Roig' })
    const eva = here.as(cookie)
    await eva('POST', '/api/v1/tickets', ticket)
    await here.ana('POST', '/api/v1/tickets', { ...ticket, text: 'This is Ana’s own' })
    await eva('PATCH', '/api/v1/me', { jobTitle: 'Chef' })
    const token = await eva('POST', '/api/v1/tokens', { name: 'Till', scopes: ['status:read'] })
    const own = await eva('POST', '/api/v1/me/private-token', { password: 'Eva-Password-11' })
    const answer = await eva('GET', '/api/v1/me/export')
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="sereno-eva-2026-11-21.zip"',
    })
    const files = await unzipped(answer.bytes)
    const told = parsed(files)
    expect(told['profile.json']).toMatchObject({ username: 'eva', jobTitle: 'Chef', email: 'eva@example.com' })
    expect(told['access.json']).toMatchObject({
      sessions: [{ address: '127.0.0.1' }],
      tokens: [{ name: 'Till', scopes: ['status:read'] }],
      privateToken: { lastUsedAt: null },
      webhooks: [],
    })
    expect(told['tickets.json']).toMatchObject({ tickets: [{ subject: 'The till hangs', messages: [{ mine: true }] }] })
    expect(told['changes.json']).toContainEqual(expect.objectContaining({ action: 'PATCH /api/v1/me' }))
    const all = Object.values(files).join('\n')
    const user = await here.house.store.people.user(id)
    for (const secret of [user?.passwordHash, token.json.token, own.json.token, 'Ana’s own', 'ana@example.com'])
      expect(all).not.toContain(secret)
  })

  it('can be made by an admin for them, which the audit log tells; nobody else can', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    const answer = await here.ana('GET', `/api/v1/users/${id}/export`)
    expect(parsed(await unzipped(answer.bytes))['profile.json']).toMatchObject({ username: 'eva' })
    expect((await here.as(cookie)('GET', `/api/v1/users/${id}/export`)).status).toBe(403)
    expect((await here.as(cookie)('GET', '/api/v1/me/export')).status).toBe(200)
    expect((await here.ana('GET', '/api/v1/users/nobody/export')).status).toBe(404)
    const { items } = await here.house.store.audit.list({ q: 'export' }, { limit: 10 })
    expect(items).toMatchObject([{ action: 'GET /api/v1/users/:id/export', username: 'ana', target: id }])
  })
})

describe('P25 the export of the venue', () => {
  it('holds settings, people and log without any secret', async () => {
    const here = await withAna()
    await here.house.book.change((draft) => {
      draft.mail = {
        host: 'smtp.example.com',
        port: 587,
        security: 'auto',
        user: 'bar',
        password: 'Never-In-A-File-1',
        from: 'bar@example.com',
      }
    })
    await here.ana('POST', '/api/v1/devices', {
      name: 'Kitchen printer',
      type: 'printer',
      address: '192.0.2.7',
      probes: [{ type: 'snmp', everySeconds: 60, options: { version: '2c', port: 161, community: 'hush-hush' } }],
    })
    await here.ana('POST', '/api/v1/tickets', ticket)
    const answer = await here.ana('GET', '/api/v1/account/export')
    const files = await unzipped(answer.bytes)
    const told = parsed(files)
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'settings.json',
        'devices.json',
        'activity.csv',
        'activity.json',
        'tickets.json',
        'audit.json',
      ]),
    )
    expect(told['settings.json']).toMatchObject({ venue: { name: 'Bar Pepe' }, mail: { host: 'smtp.example.com' } })
    expect(told['devices.json']).toMatchObject([{ name: 'Kitchen printer' }])
    expect(told['users.json']).toMatchObject([{ username: 'ana' }])
    expect(told['tickets.json']).toMatchObject([{ messages: [{ text: 'Since noon' }] }])
    const user = await here.house.store.people.findLogin('ana')
    for (const secret of ['Never-In-A-File-1', 'hush-hush', user?.passwordHash])
      expect(Object.values(files).join('\n')).not.toContain(secret)
  })

  it('is made as it is taken: a few entries at a time, and none ahead of a reader who is slow', async () => {
    const here = await withAna()
    const { journal } = here.house.store
    for (let block = 0; block < 20; block += 1) {
      await journal.apply(
        Array.from({ length: 500 }, (_, at) => ({
          do: 'open' as const,
          entry: newEntry({
            at: here.house.clock.at - block * 500_000 - at * 1000,
            text: randomBytes(60).toString('hex'),
          }),
        })),
      )
    }
    const pages: number[] = []
    const { pages: all } = journal
    journal.pages = async function* counted(filter) {
      for await (const page of all(filter)) {
        pages.push(page.length)
        yield page
      }
    }
    const { parts } = await venueData(here.house, 'en')
    let bytes = 0
    for await (const part of parts) {
      bytes += part.length
      // A reader who stops ends it all.
      if (bytes > 100_000) break
    }
    expect(Math.max(...pages)).toBe(100)
    expect(pages.length).toBeLessThan(60)
  }, 30_000)
})

describe('P25 people who are no users', () => {
  const sue = { name: 'Sue Lake', venue: 'Lake Bar', contact: 'sue@lake.example', message: 'Call me' }

  it('are found wherever they stand and erased there, with the log telling only that it was done', async () => {
    const here = await withAna()
    await here.ask('POST', '/api/v1/signup', { json: sue })
    await here.ana('POST', '/api/v1/integrations', {
      type: 'error-follow-up',
      name: 'Nightly',
      emails: ['ana@example.com', sue.contact],
    })
    const find = (q: string) => here.ana('POST', '/api/v1/account/privacy/find', { q })
    const found = await find('Sue@Lake.example')
    expect(found.json).toMatchObject({ userId: null })
    expect(found.json.places).toEqual(
      expect.arrayContaining([
        { place: 'follow_up', count: 1, names: ['Nightly'] },
        expect.objectContaining({ place: 'tickets' }),
      ]),
    )
    expect((await here.ana('POST', '/api/v1/account/privacy/erase', { q: sue.contact })).status).toBe(204)
    expect((await here.ana('POST', '/api/v1/account/privacy/erase', { q: sue.name })).status).toBe(204)
    expect((await find(sue.contact)).json.places).toEqual([])
    expect((await find(sue.name)).json.places).toEqual([])
    expect(here.house.book.read().integrations[0]?.emails).toEqual(['ana@example.com'])
    const { items } = await here.house.store.audit.list({ q: 'privacy/erase' }, { limit: 10 })
    expect(items).toHaveLength(2)
    expect(JSON.stringify(await here.house.store.audit.list({}, { limit: 100 }))).not.toMatch(/sue/iu)
    expect((await here.ana('POST', '/api/v1/account/privacy/erase', { q: sue.contact })).status).toBe(404)
  })

  it('are not users: those are deleted as users', async () => {
    const here = await withAna()
    const { id } = await withEva(here)
    expect((await here.ana('POST', '/api/v1/account/privacy/find', { q: 'Eva Roig' })).json).toMatchObject({
      userId: id,
    })
    expect((await here.ana('POST', '/api/v1/account/privacy/erase', { q: 'eva@example.com' })).status).toBe(409)
  })

  it('and what leaves the box is told by where one decides of it', async () => {
    const here = await withAna()
    await here.ana('POST', '/api/v1/tokens', { name: 'Till', scopes: ['status:read'] })
    await mailed(here)
    const { json } = await here.ana('GET', '/api/v1/account/privacy')
    expect(json.waysOut).toContainEqual({ way: 'tokens', on: true, to: ['Till'] })
    expect(json.waysOut).toContainEqual({ way: 'digests', on: false, to: [] })
    expect(json).toMatchObject({ people: { users: 1, readers: 0, tickets: 0 }, backupNights: 14 })
  })
})

describe('P25 conversations', () => {
  /** Eva, an operator, has picked what Lucia wrote; what Marc wrote is in the inbox. */
  async function withTalks() {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    await withWebChat(here)
    const { conversationId } = await visitorWrites(here, 'Lucia', 'My card is 4111')
    await here.house.store.talk.pick(conversationId, id, 'Eva Roig', here.house.clock.at)
    await operatorWrites(here, conversationId, id)
    await visitorWrites(here, 'Marc', 'An umbrella')
    return { ...here, eva: here.as(cookie), evaId: id, conversationId }
  }

  it('that are picked are in their picker’s own export, and in no other', async () => {
    const here = await withTalks()
    const own = parsed(await unzipped((await here.eva('GET', '/api/v1/me/export')).bytes))
    expect(own['conversations.json']).toMatchObject([
      {
        contact: { name: 'Lucia' },
        messages: expect.arrayContaining([expect.objectContaining({ kind: 'in', text: 'My card is 4111' })]),
      },
    ])
    expect(JSON.stringify(own)).not.toContain('umbrella')
    for (const path of [`/api/v1/users/${here.evaId}/export`, '/api/v1/account/export', '/api/v1/me/export']) {
      const all = Object.values(await unzipped((await here.ana('GET', path)).bytes)).join('\n')
      expect(all).not.toMatch(/4111|umbrella|Lucia|We are coming/u)
    }
    const venue = parsed(await unzipped((await here.ana('GET', '/api/v1/account/export')).bytes))
    expect(venue['conversations.json']).toMatchObject([{ opened: 2, answered: 1 }])
  })

  it('of a contact are counted without a word of them, and erased for what is typed twice', async () => {
    const here = await withTalks()
    const { talk, audit } = here.house.store
    const find = async (q: string) =>
      (await here.ana('POST', '/api/v1/account/privacy/chats/find', { q })).json.channels
    const web = [{ type: 'live-chat', name: 'Web', count: 1 }]
    for (const q of ['lucia', 'LUCIA@example.com', here.conversationId]) expect(await find(q)).toEqual(web)
    expect(await find('luci')).toEqual([])
    expect((await here.eva('POST', '/api/v1/account/privacy/chats/find', { q: 'lucia' })).status).toBe(403)
    const erase = (q: string, typed: string) => here.ana('POST', '/api/v1/account/privacy/chats/erase', { q, typed })
    expect((await erase('Lucia', 'Lucy')).json).toMatchObject({ errors: [{ path: 'typed' }] })
    expect(await talk.get(here.conversationId)).not.toBeNull()
    const left: string[] = []
    here.house.bus.on('conversation.left', (id) => left.push(id))
    expect((await erase('Lucia', ' lucia ')).status).toBe(204)
    expect(left, 'whoever looks at it sees it go').toEqual([here.conversationId])
    expect(await talk.get(here.conversationId)).toBeNull()
    expect((await erase('Lucia', 'Lucia')).status).toBe(404)
    const privacy = await here.ana('GET', '/api/v1/account/privacy')
    expect(privacy.json).toMatchObject({ people: { conversations: 1 } })
    expect(JSON.stringify(await audit.list({}, { limit: 100 }))).not.toMatch(/lucia/iu)
  })
})

describe('P24 the danger zone', () => {
  it('forgets the past once a backup of it is kept, and goes on with what lasts', async () => {
    const here = await withAna()
    const { house } = here
    const at = house.clock.at
    await house.store.journal.apply([
      { do: 'open', entry: newEntry({ id: 'over', at: at - 9000, endedAt: at - 8000 }) },
      { do: 'open', entry: newEntry({ id: 'open', at: at - 5000 }) },
    ])
    const reset = (name: string) => here.ana('POST', '/api/v1/account/history/reset', { name })
    expect((await reset('Bar Pepa')).json).toMatchObject({ errors: [{ path: 'name' }] })
    expect(await house.store.journal.entry('over')).not.toBeNull()
    const done = await reset(' bar pepe ')
    expect(done.json).toMatchObject({ backup: { reason: 'before_reset' } })
    expect(await house.store.journal.entry('over')).toBeNull()
    expect(await house.store.journal.openEntries()).toMatchObject([{ id: 'open' }])
    expect((await house.backups.list()).items).toMatchObject([{ reason: 'before_reset' }])
    const { items } = await house.store.audit.list({ q: 'history/reset' }, { limit: 10 })
    expect(items).toMatchObject([{ state: 'done', changes: [{ path: 'backup' }] }])
  })

  it('removes the venue only for its name and the own password, by beginning anew', async () => {
    const here = await withAna()
    let anew = 0
    here.house.beginAnew = () => {
      anew += 1
    }
    const remove = (name: string, password: string) => here.ana('POST', '/api/v1/account/remove', { name, password })
    expect((await remove('Bar', goodPassword)).json).toMatchObject({ errors: [{ path: 'name' }] })
    expect((await remove('Bar Pepe', 'Wrong-Password-1')).json).toMatchObject({ errors: [{ path: 'password' }] })
    expect(anew).toBe(0)
    expect((await remove('Bar Pepe', goodPassword)).status).toBe(202)
    expect(anew).toBe(1)
  })
})
