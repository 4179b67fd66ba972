import { usualChoices } from '@sereno/shared/notifications.ts'
import { ticketBounds } from '@sereno/shared/tickets.ts'
import { describe, expect, it } from 'vitest'
import { type Here, mailed, users, withAna, withEva } from '../../test/fakes/people.ts'
import { eventData } from '../services/webhooks/event-data.ts'

const tickets = '/api/v1/tickets'
const asked = { subject: 'The kitchen printer', text: 'It prints nothing.\nSince noon.' }
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])

const attach = (here: Here, cookie: string, id: unknown, body: Buffer, name = 'a.png') =>
  here.ask('POST', `${tickets}/${id}/attachments?name=${encodeURIComponent(name)}`, {
    headers: { cookie, 'content-type': 'application/octet-stream' },
    body,
  })

/** Ana, an advisor called Bea who is mailed to, and Eva of the role given. */
async function withThree(role: string) {
  const here = await withAna()
  const { cookie } = await withEva(here, { role })
  await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@distributor.example' })
  return { ...here, eva: here.as(cookie), evaCookie: cookie }
}

describe('tickets', () => {
  it('R25 R27 are numbered from 1, listed with their state, and found by it', async () => {
    const here = await withThree('operator')
    const first = await here.eva('POST', tickets, asked)
    expect([first.status, first.json]).toMatchObject([
      201,
      { number: 1, state: 'pending', urgency: 'normal', author: 'Eva Roig', isMine: true, unread: false },
    ])
    await here.eva('POST', tickets, { ...asked, subject: 'Second', urgency: 'high' })
    await here.ana('PATCH', `${tickets}/1`, { state: 'solved' })
    const numbersOf = async (query: string) =>
      ((await here.eva('GET', `${tickets}${query}`)).json.items as { number: number }[]).map(({ number }) => number)
    expect(await numbersOf('?status=pending')).toEqual([2])
    expect(await numbersOf('?status=solved,closed')).toEqual([1])
    expect((await numbersOf('')).toSorted()).toEqual([1, 2])
    expect((await here.eva('GET', `${tickets}/counts`)).json).toEqual({
      pending: 1,
      solved: 1,
      closed: 0,
      unread: 1,
      mailedTo: ['help@distributor.example'],
    })
    expect((await here.eva('GET', `${tickets}?status=open`)).status).toBe(422)
  })

  it('R27 go to the distributor by mail at once, and to the author when somebody else sets the state', async () => {
    const here = await withThree('operator')
    await here.eva('POST', tickets, { ...asked, urgency: 'high', diagnostics: 'sereno: 0.5.0' })
    const [letter, ...none] = await mailed(here)
    expect(none).toEqual([])
    expect(letter).toMatchObject({
      to: 'help@distributor.example',
      subject: 'Ticket 1: pendiente',
      headers: { 'Reply-To': 'eva@example.com' },
      attachments: [{ name: 'sereno-diagnostics.txt', text: 'sereno: 0.5.0' }],
    })
    expect(letter?.text).toContain('> It prints nothing.\n> Since noon.')
    expect(letter?.html).toContain('It prints nothing.<br>Since noon.')
    expect(letter?.text).toContain('/account/support?ticket=1')
    await here.ana('POST', `${tickets}/1/messages`, { text: 'Is <b>paper</b> in?' })
    const replies = await mailed(here)
    // The author has five minutes to see it on the dashboard.
    expect(replies.map(({ to }) => to)).toEqual(['help@distributor.example'])
    expect(replies[0]?.html).toContain('Is &lt;b&gt;paper&lt;/b&gt; in?')
    await here.ana('PATCH', `${tickets}/1`, { state: 'solved' })
    expect((await mailed(here)).map(({ to, subject }) => [to, subject])).toEqual([
      ['help@distributor.example', 'Ticket 1: solucionado'],
      ['eva@example.com', 'Ticket 1: solucionado'],
    ])
    const { items } = await here.house.store.people.users({ limit: 10 })
    const evaId = items.find(({ username }) => username === 'eva')?.id ?? ''
    const { ticket, ...events } = usualChoices.events
    const quiet = { ...usualChoices, events: { ...events, ticket: { ...ticket, email: false } } }
    await here.house.store.notifications.set(evaId, quiet)
    await here.ana('PATCH', `${tickets}/1`, { state: 'pending' })
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['help@distributor.example'])
  })

  it('are mailed to the advisors of the house where no address is named, who need no copy of what they write', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here, { role: 'advisor' })
    await here.ana('POST', tickets, asked)
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['eva@example.com'])
    await here.as(cookie)('POST', `${tickets}/1/messages`, { text: 'On my way' })
    expect(await mailed(here)).toEqual([])
  })

  it('R27 stand where nobody is named yet, and are mailed once somebody is', async () => {
    const here = await withAna()
    const made = await here.ana('POST', tickets, asked)
    expect([made.status, made.json.mail, await mailed(here)]).toEqual([201, 'none', []])
    await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@distributor.example' })
    expect((await mailed(here)).map(({ to }) => to)).toEqual(['help@distributor.example'])
    await here.ana('PATCH', '/api/v1/account', { supportEmail: 'help@distributor.example' })
    expect(await mailed(here)).toEqual([])
  })

  it('say how their mail stands, and try again only what was given up', async () => {
    const here = await withThree('operator')
    const mailOf = async () => (await here.eva('GET', `${tickets}/1`)).json.mail
    await here.eva('POST', tickets, asked)
    expect(await mailOf()).toBe('waiting')
    const [letter] = await mailed(here)
    const { outbox } = here.house.store
    await outbox.failed(letter?.id ?? '', here.house.clock.now(), '550 no such mailbox')
    expect(await mailOf()).toBe('failed')
    expect((await here.eva('POST', `${tickets}/1/resend`)).status).toBe(202)
    const [again, ...none] = await mailed(here)
    expect([again?.messageId, none]).toEqual([letter?.messageId, []])
    await outbox.sent(letter?.id ?? '', here.house.clock.now())
    expect(await mailOf()).toBe('sent')
    await here.eva('POST', `${tickets}/1/resend`)
    expect(await mailed(here)).toEqual([])
  })

  it('of others are not there for a viewer, and the advisor alone sets states', async () => {
    const here = await withThree('viewer')
    await here.ana('POST', tickets, asked)
    await here.eva('POST', tickets, asked)
    for (const [method, path, body] of [
      ['GET', '/1', undefined],
      ['PATCH', '/1', { state: 'closed' }],
      ['POST', '/1/messages', { text: 'x' }],
      ['POST', '/1/seen', undefined],
      ['POST', '/1/resend', undefined],
      ['GET', '/1/attachments/x', undefined],
      ['GET', '/99', undefined],
      ['GET', '/1e0', undefined],
    ] as const)
      expect([method, path, (await here.eva(method, `${tickets}${path}`, body)).status]).toEqual([method, path, 404])
    expect((await attach(here, here.evaCookie, 1, png)).status).toBe(404)
    expect((await here.eva('GET', tickets)).json.items).toMatchObject([{ number: 2 }])
    expect((await here.eva('GET', `${tickets}/counts`)).json).toMatchObject({ pending: 1 })
    expect((await here.eva('GET', `${tickets}/diagnostics`)).status).toBe(403)
    expect((await here.eva('PATCH', `${tickets}/2`, { state: 'solved' })).json.code).toBe('not_allowed')
    expect((await here.eva('PATCH', '/api/v1/account', { supportEmail: 'me@example.com' })).status).toBe(403)
  })

  it('that are solved their author may reopen, and closed ones nobody', async () => {
    const here = await withThree('operator')
    await here.eva('POST', tickets, asked)
    await here.ana('PATCH', `${tickets}/1`, { state: 'solved' })
    const reopened = await here.eva('PATCH', `${tickets}/1`, { state: 'pending' })
    expect(reopened.json).toMatchObject({ state: 'pending', maySet: [] })
    await here.ana('PATCH', `${tickets}/1`, { state: 'closed' })
    for (const who of [here.eva, here.ana]) {
      expect((await who('PATCH', `${tickets}/1`, { state: 'pending' })).json.code).toBe('ticket_closed')
      expect((await who('POST', `${tickets}/1/messages`, { text: 'and yet' })).json.code).toBe('ticket_closed')
    }
    expect((await attach(here, here.evaCookie, 1, png)).json.code).toBe('ticket_closed')
  })

  it('show their author a new answer until it was read', async () => {
    const here = await withThree('operator')
    await here.eva('POST', tickets, asked)
    here.house.clock.at += 1000
    await here.ana('POST', `${tickets}/1/messages`, { text: 'Look at the cable' })
    expect((await here.eva('GET', `${tickets}/counts`)).json.unread).toBe(1)
    expect((await here.ana('GET', `${tickets}/counts`)).json.unread).toBe(0)
    here.house.clock.at += 1000
    await here.ana('POST', `${tickets}/1/seen`)
    expect((await here.eva('GET', tickets)).json.items).toMatchObject([{ unread: true }])
    await here.eva('POST', `${tickets}/1/seen`)
    expect((await here.eva('GET', `${tickets}/counts`)).json.unread).toBe(0)
  })

  it('stand when their author is deleted, and are nobody’s then', async () => {
    const here = await withThree('operator')
    await here.eva('POST', tickets, asked)
    const list = (await here.ana('GET', users)).json.items as { id: string; username: string }[]
    await here.ana('DELETE', `${users}/${list.find(({ username }) => username === 'eva')?.id}`)
    expect((await here.ana('GET', `${tickets}/1`)).json).toMatchObject({
      subject: asked.subject,
      author: '',
      messages: [{ author: '', isMine: false }],
    })
  })

  it('are told to a webhook that wants to hear of them, each message once', async () => {
    const here = await withAna()
    const hook = { url: 'https://pos.example/hook', events: ['ticket.updated'], active: true }
    const made = await here.ana('POST', '/api/v1/webhooks', hook)
    expect(made.status).toBe(201)
    await here.ana('POST', tickets, asked)
    await here.ana('PATCH', `${tickets}/1`, { state: 'solved' })
    const { json } = await here.ana('GET', `/api/v1/webhooks/${made.json.id}/deliveries`)
    expect((json.items as { event: string }[]).map(({ event }) => event)).toEqual(['ticket.updated', 'ticket.updated'])
    expect(await eventData(here.house, 'ticket.updated', '1:x')).toMatchObject({ number: 1, state: 'solved' })
    expect(await eventData(here.house, 'ticket.updated', '9:x')).toBeNull()
  })

  it('refuse what is too short, too long or made of nothing', async () => {
    const here = await withAna()
    for (const wrong of [
      { ...asked, subject: 'ab' },
      { ...asked, subject: 'x'.repeat(121) },
      { ...asked, text: ' \n ' },
      { ...asked, text: 'x'.repeat(5001) },
      { ...asked, urgency: 'now' },
      { ...asked, state: 'closed' },
    ])
      expect((await here.ana('POST', tickets, wrong)).status).toBe(422)
  })
})

describe('attachments of a ticket', () => {
  it('are what their bytes say, come back as they were, and are only ever saved', async () => {
    const here = await withAna()
    await here.ana('POST', tickets, asked)
    const file = Buffer.concat([png, Buffer.alloc(700_000, 7)])
    const made = await attach(here, here.cookie, 1, file, '../the <kitchen>.exe')
    expect([made.status, made.json]).toMatchObject([
      201,
      { name: 'the kitchen.png', type: 'image/png', bytes: file.length },
    ])
    const got = await here.ana('GET', `${tickets}/1/attachments/${made.json.id}`)
    expect(got.bytes.equals(file)).toBe(true)
    expect(got.headers).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="the kitchen.png"; filename*=UTF-8''the%20kitchen.png`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    const thread = (await here.ana('GET', `${tickets}/1`)).json
    expect(thread.attachments).toMatchObject([{ id: made.json.id, author: 'Ana Puig' }])
  })

  it('that are none of ours, too large or too many are refused', async () => {
    const here = await withAna()
    await here.ana('POST', tickets, asked)
    const codeOf = async (body: Buffer) => (await attach(here, here.cookie, 1, body)).json.code
    expect(await codeOf(Buffer.from('MZ\0\0'))).toBe('attachment_type')
    expect(await codeOf(Buffer.concat([png, Buffer.alloc(ticketBounds.attachmentBytes)]))).toBe('attachment_too_large')
    for (let count = 0; count < ticketBounds.attachments; count += 1) expect(await codeOf(png)).toBeUndefined()
    expect(await codeOf(png)).toBe('attachments_full')
    const asJson = await here.ana('POST', `${tickets}/1/attachments?name=a`, {})
    expect(asJson.status).toBe(415)
  })
})

describe('what the agent tells of itself', () => {
  it('holds counts and figures, no name and no address', async () => {
    const here = await withAna()
    const probes = [{ type: 'tcp', options: { port: 9101 } }]
    await here.ana('POST', '/api/v1/devices', { name: 'Kitchen', type: 'printer', address: '192.0.2.50', probes })
    const { text } = (await here.ana('GET', `${tickets}/diagnostics`)).json as { text: string }
    expect(text).toContain('devices printer unknown: 1')
    for (const mark of ['Kitchen', '192.0.2.50', 'ana', 'Bar Pepe']) expect(text).not.toContain(mark)
  })
})

describe('upgrading the account', () => {
  it('R9 makes a ticket of what is wanted, and mails it', async () => {
    const here = await withThree('viewer')
    const made = await here.eva('POST', '/api/v1/account/upgrade', {
      what: 'printer',
      quantity: 2,
      note: 'For the bar',
    })
    expect([made.status, made.json]).toMatchObject([
      201,
      { number: 1, subject: 'Mejora de la cuenta: 2 impresoras más', state: 'pending' },
    ])
    const [letter] = await mailed(here)
    expect(letter?.text).toContain('> For the bar')
    expect((await here.eva('POST', '/api/v1/account/upgrade', { what: 'car' })).status).toBe(422)
  })
})
