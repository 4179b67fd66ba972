import { describe, expect, it } from 'vitest'
import { eva, type Here, mailed, users, withAna, withEva } from '../../test/fakes/people.ts'
import { cookieOf } from '../../test/fakes/served.ts'

const tokenIn = (text = '') => /#([\w-]{43})/u.exec(text)?.[1] ?? ''
const password = 'Stranger-Password-1'
const complete = (here: Here, username: string, token: string) =>
  here.ask('POST', '/api/v1/recovery/complete', { json: { username, token, password, repeat: password } })

/** Eva as the venue's advisor, and Ana's id. */
async function withAdvisor() {
  const here = await withAna()
  const { id, cookie } = await withEva(here, { role: 'advisor' })
  return { here, id, ana: String((await here.ana('GET', '/api/v1/me')).json.id), asEva: here.as(cookie) }
}

describe('B4 an advisor', () => {
  it('makes no admin of themselves, nor of somebody who is there', async () => {
    const { here, id, asEva } = await withAdvisor()
    const bea = await asEva('POST', users, { ...eva, username: 'bea', fullName: 'Bea' })
    for (const someone of [id, bea.json.id]) {
      const raised = await asEva('PATCH', `${users}/${someone}`, { role: 'admin' })
      expect([raised.status, raised.json.code]).toEqual([403, 'not_allowed'])
    }
    expect((await asEva('PATCH', `${users}/${bea.json.id}`, { role: 'technician' })).json.role).toBe('technician')
    expect((await here.ana('PATCH', `${users}/${id}`, { role: 'admin' })).json.role).toBe('admin')
  })

  it('changes nothing of an admin: no e-mail by which they would come in, no role, not out', async () => {
    const { here, ana, asEva } = await withAdvisor()
    for (const patch of [
      { email: 'eva@evil.example' },
      { disabled: true },
      { role: 'viewer' },
      { phone: '+34600000009' },
    ]) {
      expect([patch, (await asEva('PATCH', `${users}/${ana}`, patch)).status]).toEqual([patch, 403])
    }
    expect((await here.ana('GET', '/api/v1/me')).json).toMatchObject({ email: 'ana@example.com', newEmail: null })
  })

  it('invites admins, and mends their e-mail until they come in', async () => {
    const { here, asEva } = await withAdvisor()
    const bea = await asEva('POST', users, { ...eva, username: 'bea', fullName: 'Bea', role: 'admin' })
    expect((await asEva('PATCH', `${users}/${bea.json.id}`, { email: 'bea@example.com' })).status).toBe(200)
    const welcome = (await mailed(here)).find(({ to }) => to === 'bea@example.com')
    expect((await complete(here, 'bea', tokenIn(welcome?.text))).status).toBe(204)
    expect((await asEva('PATCH', `${users}/${bea.json.id}`, { email: 'eva@evil.example' })).status).toBe(403)
  })
})

describe('what was mailed to an address', () => {
  it('lets nobody in once it is not theirs any more: a welcome that went to a stranger', async () => {
    const here = await withAna()
    const { json } = await here.ana('POST', users, { ...eva, email: 'stranger@example.com' })
    const [lost] = await mailed(here)
    await here.ana('PATCH', `${users}/${json.id}`, { email: 'eva@example.com' })
    const over = await complete(here, 'eva', tokenIn(lost?.text))
    expect([over.status, over.json.code]).toEqual([403, 'link_over'])
    const [anew, ...others] = await mailed(here)
    expect([anew?.to, others]).toEqual(['eva@example.com', []])
    expect((await complete(here, 'eva', tokenIn(anew?.text))).status).toBe(204)
  })

  it('confirms no other: one that was changed in the same moment stays unconfirmed', async () => {
    const here = await withAna()
    const { id } = await withEva(here)
    const { people, waysIn } = here.house.store
    await people.changeUser(id, { emailConfirmedAt: null, email: 'one@example.com', newEmail: null }, [], [])
    const link = {
      hash: 'one',
      codeHash: null,
      purpose: 'confirm_email',
      userId: id,
      email: 'one@example.com',
      createdAt: here.house.clock.now(),
      expiresAt: here.house.clock.now() + 60_000,
    } as const
    await waysIn.add(link)
    // Looked at while it was theirs, used when it was not any more.
    await people.changeUser(id, { email: 'other@example.com', newEmail: null, emailConfirmedAt: null }, [], [])
    expect(await waysIn.use(link, { email: link.email, newEmail: null, emailConfirmedAt: 1 }, [])).toBe(false)
    expect(await people.user(id)).toMatchObject({ email: 'other@example.com', emailConfirmedAt: null })
  })
})

it('B30 sessions of one who was disabled are over for good', async () => {
  const here = await withAna()
  const { id, cookie } = await withEva(here)
  await here.ana('PATCH', `${users}/${id}`, { disabled: true })
  await here.ana('PATCH', `${users}/${id}`, { disabled: false })
  expect((await here.as(cookie)('GET', '/api/v1/session')).status).toBe(401)
  const again = await here.ask('POST', '/api/v1/session', { json: { login: 'eva', password: 'Eva-Password-11' } })
  expect((await here.as(cookieOf(again))('GET', '/api/v1/session')).status).toBe(200)
})
