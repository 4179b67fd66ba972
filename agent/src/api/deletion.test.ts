import { describe, expect, it } from 'vitest'
import { mailed, users, withAna, withEva } from '../../test/fakes/people.ts'
import { goodPassword } from '../../test/fakes/served.ts'
import { settleDeletions } from '../services/me/due-deletions.ts'

const deletion = '/api/v1/me/deletion'
const day = 86_400_000

/** Eva, who asked to be deleted. */
async function withLeaving() {
  const here = await withAna()
  const { id, cookie } = await withEva(here)
  const eva = here.as(cookie)
  const asked = await eva('POST', deletion, { username: 'eva' })
  const due = Date.parse(String(asked.json.dueAt))
  return { ...here, id, eva, asked, due }
}

describe('P28 the deletion of one’s own account', () => {
  it('is due six calendar months later, at the same time of the venue’s day, and told by mail', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here)
    // The clocks of Madrid are put forward between: the day is a day of the calendar, not so many hours.
    here.house.clock.at = Date.parse('2026-11-24T22:30:00.000Z')
    const asked = await here.as(cookie)('POST', deletion, { username: 'Eva' })
    expect([asked.status, asked.json]).toEqual([201, { dueAt: '2027-05-24T21:30:00.000Z' }])
    const [mail] = await mailed(here)
    expect(mail).toMatchObject({ to: 'eva@example.com' })
    expect(mail?.subject).toContain('24 de mayo de 2027')
    expect((await here.as(cookie)('GET', '/api/v1/me')).json.deletionDueAt).toBe(asked.json.dueAt)
    here.house.clock.at += 5 * day
    const again = await here.as(cookie)('POST', deletion, { username: 'eva' })
    expect(again.json).toEqual(asked.json)
    expect(await mailed(here)).toEqual([])
  })

  it('falls on the last day of a month that is too short', async () => {
    const here = await withAna()
    const { cookie } = await withEva(here)
    here.house.clock.at = Date.parse('2026-08-31T10:00:00.000Z')
    const { json } = await here.as(cookie)('POST', deletion, { username: 'eva' })
    expect(json).toEqual({ dueAt: '2027-02-28T11:00:00.000Z' })
  })

  it('wants the own username typed, and another admin to be there', async () => {
    const here = await withAna()
    const wrong = await here.ana('POST', deletion, { username: 'eva' })
    expect(wrong.status).toBe(422)
    expect(wrong.json).toMatchObject({ errors: [{ path: 'username' }] })
    const last = await here.ana('POST', deletion, { username: 'ana' })
    expect([last.status, last.json.code]).toEqual([409, 'last_admin'])
    const { cookie } = await withEva(here, { role: 'admin' })
    expect((await here.ana('POST', deletion, { username: 'ana' })).status).toBe(201)
    // Who is leaving is nobody who could let others in.
    const other = await here.as(cookie)('POST', deletion, { username: 'eva' })
    expect([other.status, other.json.code]).toEqual([409, 'last_admin'])
  })

  it('reminds 30, 7 and 1 days before, once each, and of what a box that was off has missed only the latest', async () => {
    const here = await withLeaving()
    await mailed(here)
    const told = async (at: number) => {
      here.house.clock.at = at
      await settleDeletions(here.house)
      return (await mailed(here)).map(({ subject }) => subject)
    }
    expect(await told(here.due - 31 * day)).toEqual([])
    expect(await told(here.due - 30 * day)).toHaveLength(1)
    expect(await told(here.due - 29 * day)).toEqual([])
    expect(await told(here.due - 3 * day)).toHaveLength(1)
    expect(await told(here.due - 2 * day)).toEqual([])
    expect(await told(here.due - 0.5 * day)).toHaveLength(1)
    expect(await told(here.due - 1)).toEqual([])
  })

  it('is done when it is due, also long after, and ends everything that was theirs', async () => {
    const here = await withLeaving()
    here.house.clock.at = here.due + 40 * day
    await settleDeletions(here.house)
    expect(await here.house.store.people.user(here.id)).toBeNull()
    expect((await here.eva('GET', '/api/v1/me')).status).toBe(401)
    const left = await here.ana('GET', users)
    expect(JSON.stringify(left.json)).not.toContain('eva@example.com')
  })

  it('waits where the clock cannot be trusted', async () => {
    const here = await withLeaving()
    here.house.clock.at = here.due + day
    here.house.watch.clockTrusted = async () => false
    await settleDeletions(here.house)
    expect(await here.house.store.people.user(here.id)).not.toBeNull()
  })

  it('can be taken back until then', async () => {
    const here = await withLeaving()
    await mailed(here)
    expect((await here.eva('DELETE', deletion)).status).toBe(204)
    expect(await mailed(here)).toMatchObject([{ to: 'eva@example.com' }])
    expect((await here.eva('DELETE', deletion)).status).toBe(204)
    expect(await mailed(here)).toEqual([])
    here.house.clock.at = here.due + day
    await settleDeletions(here.house)
    expect((await here.house.store.people.user(here.id))?.deletionDueAt).toBeNull()
  })
})

describe('one’s own sessions', () => {
  it('are ended all but the one that asks', async () => {
    const here = await withAna()
    const login = { login: 'ana', password: goodPassword }
    await here.ask('POST', '/api/v1/session', { json: login })
    expect((await here.ana('GET', '/api/v1/sessions')).json.items).toHaveLength(2)
    expect((await here.ana('DELETE', '/api/v1/sessions')).status).toBe(204)
    expect((await here.ana('GET', '/api/v1/sessions')).json.items).toMatchObject([{ current: true }])
  })
})
