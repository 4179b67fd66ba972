import { describe, expect, it } from 'vitest'
import { mailed, withAna, withEva } from '../../test/fakes/people.ts'

const signup = '/api/v1/signup'
const form = { name: 'Pau Riba', venue: 'Cal Pau', contact: 'pau@calpau.example', message: 'Call me after five' }

describe('a referral', () => {
  it('P49 has a link of the configured address whose token stays, one for each person', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here)
    const { json } = await here.ana('GET', '/api/v1/me/referral')
    expect(json.link).toBe(`${here.house.config.publicUrl}/signup?ref=${json.token}`)
    expect(json.leads).toEqual([])
    expect((await here.ana('GET', '/api/v1/me/referral')).json.token).toBe(json.token)
    expect((await here.as(cookie)('GET', '/api/v1/me/referral')).json.token).not.toBe(json.token)
  })

  it('P47a brings a lead and a ticket, not an account; the answer tells nothing of the token', async () => {
    const here = await withAna()
    const { json: mine } = await here.ana('GET', '/api/v1/me/referral')
    await mailed(here)
    const known = await here.ask('POST', signup, { json: { ...form, ref: mine.token } })
    const unknown = await here.ask('POST', signup, { json: { ...form, ref: 'nobody-has-it' } })
    const none = await here.ask('POST', signup, { json: form })
    for (const answer of [known, unknown, none]) expect([answer.status, answer.json]).toEqual([202, { accepted: true }])
    const { json } = await here.ana('GET', '/api/v1/me/referral')
    expect(json.leads).toMatchObject([{ name: 'Pau Riba', venue: 'Cal Pau', ticket: 1 }])
    const ticket = (await here.ana('GET', '/api/v1/tickets/1')).json
    expect(ticket).toMatchObject({ subject: 'Alta: Cal Pau', author: 'Pau Riba', state: 'pending' })
    expect(JSON.stringify(ticket)).toContain('pau@calpau.example')
    expect(JSON.stringify(ticket)).toContain('Ana Puig')
    expect((await here.ana('GET', '/api/v1/users')).json.items).toHaveLength(1)
  })

  it('takes three at once from an address, and no nonsense', async () => {
    const here = await withAna()
    expect((await here.ask('POST', signup, { json: { ...form, contact: '' } })).status).toBe(422)
    expect((await here.ask('POST', signup, { json: { ...form, role: 'admin' } })).status).toBe(422)
    const many = []
    for (let n = 0; n < 4; n += 1) many.push((await here.ask('POST', signup, { json: form })).status)
    expect(many).toEqual([202, 202, 202, 429])
  })

  it('leaves room for the venue’s own tickets, however many strangers sign up', async () => {
    const here = await withAna()
    const statuses = []
    for (let n = 0; n < 32; n += 1) {
      here.house.clock.at += 60_000
      statuses.push((await here.ask('POST', signup, { json: form })).status)
    }
    expect(statuses).toEqual([...Array(30).fill(202), 409, 409])
    const own = await here.ana('POST', '/api/v1/tickets', { subject: 'No paper', text: 'Since noon' })
    expect(own.status).toBe(201)
    await here.ana('PATCH', '/api/v1/tickets/1', { state: 'solved' })
    here.house.clock.at += 60_000
    expect((await here.ask('POST', signup, { json: form })).status).toBe(202)
  })

  it('goes with the person; who came by it stays', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here, { role: 'viewer' })
    const { token } = (await here.as(cookie)('GET', '/api/v1/me/referral')).json
    await here.ask('POST', signup, { json: { ...form, ref: token } })
    expect((await here.ana('DELETE', `/api/v1/users/${id}`)).status).toBe(204)
    expect(await here.house.store.referrals.owner(String(token))).toBeNull()
    expect((await here.ana('GET', '/api/v1/tickets/1')).status).toBe(200)
  })
})
