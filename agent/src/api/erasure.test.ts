import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Here, mailed, withAna, withEva } from '../../test/fakes/people.ts'
import { settleDeletions } from '../services/me/due-deletions.ts'

const day = 86_400_000
const someone = {
  fullName: "Evangelina O'Roig",
  email: 'Evangelina@Roig.example',
  phone: '+34655443322',
}
const traces = [/evangelina/iu, /roig/iu, /34655443322/u, /655 44 33 22/u]

/** Whatever of these stands anywhere in the data folder, with the file in which it does. */
async function found({ house }: Here, wanted: readonly RegExp[]): Promise<string[]> {
  const files = (await readdir(house.folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile())
  const hits = files.map(async ({ parentPath, name }) => {
    const text = (await readFile(join(parentPath, name))).toString('latin1')
    return wanted.filter((one) => one.test(text)).map((one) => `${name}: ${one}`)
  })
  return (await Promise.all(hits)).flat()
}

/** Someone who left traces wherever one can. */
async function withTraces() {
  const here = await withAna()
  const { id, cookie } = await withEva(here, { ...someone, role: 'technician' })
  const eva = here.as(cookie)
  const add = await here.ana('POST', '/api/v1/integrations', {
    type: 'error-follow-up',
    name: 'Nightly',
    emails: ['chef@example.com', someone.email],
    languages: { [someone.email.toLowerCase()]: 'ca' },
  })
  const alone = await here.ana('POST', '/api/v1/integrations', {
    type: 'error-follow-up',
    name: 'Alone',
    emails: [someone.email],
  })
  expect([add.status, alone.status]).toEqual([201, 201])
  await eva('PATCH', '/api/v1/settings/venue', { help: { name: someone.fullName, phone: someone.phone } })
  const ticket = await eva('POST', '/api/v1/tickets', {
    subject: `Call ${someone.fullName}`,
    text: `I am ${someone.fullName}, at +34 655 44 33 22 or ${someone.email}`,
    urgency: 'normal',
  })
  expect(ticket.status).toBe(201)
  await here.ana('POST', `/api/v1/tickets/${ticket.json.id}/messages`, {
    text: `Dear Evangelina O'Roig, we look at it`,
  })
  await eva('PATCH', '/api/v1/me', { jobTitle: 'Aunt of Roig', companyName: 'Roig and sons' })
  await eva('PATCH', '/api/v1/me', { phone: '+34655443323' })
  await here.ana('PATCH', `/api/v1/users/${id}`, { fullName: 'Lina Roig' })
  return { ...here, id, eva, ticket }
}

describe('what is left of someone who was deleted', () => {
  it('is nothing in the whole data folder, also where the box was off on the day', async () => {
    const here = await withTraces()
    await here.eva('POST', '/api/v1/me/deletion', { username: 'eva' })
    expect(await found(here, traces)).not.toEqual([])
    here.house.clock.at += 300 * day
    await settleDeletions(here.house)
    expect(await here.house.store.people.user(here.id)).toBeNull()
    expect(await here.house.store.erasure.isUnswept()).toBe(false)
    expect(await found(here, traces)).toEqual([])
  })

  it('is what others need, without a name: the ticket, the log of changes, and digests of those who stay', async () => {
    const here = await withTraces()
    expect((await here.ana('DELETE', `/api/v1/users/${here.id}`)).status).toBe(204)
    const { json } = await here.ana('GET', `/api/v1/tickets/${here.ticket.json.id}`)
    expect(json).toMatchObject({
      author: '',
      subject: 'Call •••',
      messages: [
        { author: '', text: 'I am •••, at ••• or •••' },
        { author: 'Ana Puig', text: 'Dear •••, we look at it' },
      ],
    })
    const { items } = await here.house.store.audit.list({}, { limit: 200 })
    const theirs = items.filter(({ who, way }) => who === '' && way === 'session')
    expect(theirs.length).toBeGreaterThan(2)
    expect(items.some(({ username }) => username === 'eva')).toBe(false)
    expect(items.find(({ action }) => action === 'DELETE /api/v1/users/:id')).toMatchObject({
      who: 'Ana Puig',
      target: here.id,
      changes: [{ path: 'role', before: 'technician' }, { path: 'createdAt' }],
    })
    const { integrations, venue } = here.house.book.read()
    expect(integrations).toMatchObject([
      { emails: ['chef@example.com'], active: true, languages: {} },
      { emails: ['ana@example.com'], active: false },
    ])
    expect(venue.help).toEqual({ name: '', phone: '' })
    // No mail waits for them any more, nor names them; the one to Ana about the ticket still goes out.
    const mails = await mailed(here)
    expect(mails.map(({ to }) => to)).not.toContain(someone.email)
    expect(JSON.stringify(mails)).not.toMatch(/evangelina/iu)
  })

  it('stays of what another shares: a mailbox of two goes on getting the mails of the one who stays', async () => {
    const here = await withTraces()
    await here.ana('POST', '/api/v1/users', {
      username: 'joan',
      fullName: 'Joan',
      email: someone.email,
      role: 'viewer',
    })
    await here.ana('DELETE', `/api/v1/users/${here.id}`)
    expect(here.house.book.read().integrations[1]).toMatchObject({
      emails: [someone.email],
      active: true,
    })
    expect((await mailed(here)).map(({ to }) => to.toLowerCase())).toContain(someone.email.toLowerCase())
  })

  it('does not come back with a backup of before', async () => {
    const here = await withTraces()
    const user = await here.house.store.people.user(here.id)
    await here.ana('DELETE', `/api/v1/users/${here.id}`)
    // As a restore leaves it: the person of then, and what the database of before knew.
    if (user !== null) await here.house.store.people.addUser(user, [], [])
    await settleDeletions(here.house)
    expect(await here.house.store.people.user(here.id)).toBeNull()
    expect(await found(here, traces)).toEqual([])
  })
})
