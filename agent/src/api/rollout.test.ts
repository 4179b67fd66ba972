import { describe, expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { type Here, mailed, withAna, withEva } from '../../test/fakes/people.ts'

const day = 86_400_000
const path = '/api/v1/rollout'

/** Ana's house some days later, watched in every hour. */
async function daysLater(days: number): Promise<Here> {
  const here = await withAna()
  const { clock, store } = here.house
  const begin = clock.at
  for (let at = begin - day; at < begin + days * day; at += 3_600_000)
    await store.measurements.write([
      {
        deviceId: 'printer-1',
        at,
        looks: 1,
        lost: 0,
        latencyP10Ms: 1,
        latencyP50Ms: 1,
        latencyP95Ms: 1,
        latencyMaxMs: 1,
        state: 'up',
      },
    ])
  clock.at = begin + days * day
  return here
}

interface Told {
  day: number
  calm: number
  days: { state: string; counted: number; kinds: Record<string, number> }[]
  points: { check: string; state: string; subjects: { reason: string; by: string | null }[] }[]
  notes: { id: string; text: string; by: string; mine: boolean }[]
  handedOver: { by: string } | null
}
const told = async (here: Here, as = here.ana) => (await as('GET', path)).json as unknown as Told

describe('the first days of a venue', () => {
  it('are counted day by day as the digest counts, without what another entry explains', async () => {
    const here = await daysLater(2)
    const yesterday = here.house.clock.at - day
    await here.house.store.journal.apply([
      { do: 'open', entry: newEntry({ id: 'outage', at: yesterday, endedAt: yesterday + 1000, kind: 'Offline' }) },
      { do: 'open', entry: newEntry({ id: 'echo', at: yesterday, endedAt: yesterday + 1000, explainedBy: 'outage' }) },
      { do: 'open', entry: newEntry({ id: 'long', at: yesterday, kind: 'Fail' }) },
    ])
    const rollout = await told(here)
    expect(rollout.day).toBe(3)
    expect(rollout.days.map(({ state, counted }) => [state, counted])).toEqual([
      ['first', 0],
      ['calm', 2],
      // Still open: it is an error of today, too.
      ['today', 1],
    ])
    expect(rollout.days[1]?.kinds).toEqual({ Error: 0, Fail: 1, Offline: 1, Retry: 0 })
  })

  it('are handed over after three calm days, once, with a line in the audit log and a mail', async () => {
    const here = await daysLater(4)
    await mailed(here)
    const answer = await here.ana('POST', `${path}/hand-over`)
    expect([answer.status, answer.json.handedOver]).toMatchObject([200, { by: 'Ana Puig' }])
    const mails = await mailed(here)
    expect(mails.map(({ to, subject }) => [to, subject])).toHaveLength(1)
    expect(mails[0]?.text).toContain('Ana Puig')
    await here.ana('POST', `${path}/hand-over`)
    expect(await mailed(here)).toEqual([])
    const { items } = (await here.ana('GET', '/api/v1/system/audit')).json as { items: { action: string }[] }
    expect(items[0]?.action).toBe(`POST ${path}/hand-over`)
  })

  it('are not handed over while they are loud, nor where the box did not watch', async () => {
    const loud = await daysLater(4)
    const at = loud.house.clock.at - 2 * day
    for (let n = 0; n < 5; n += 1)
      await loud.house.store.journal.apply([{ do: 'open', entry: newEntry({ id: `e${n}`, at, endedAt: at + 1 }) }])
    expect(await told(loud)).toMatchObject({ calm: 1 })
    expect((await loud.ana('POST', `${path}/hand-over`)).json.code).toBe('not_calm')
    const dark = await withAna()
    dark.house.clock.at += 5 * day
    expect((await dark.ana('POST', `${path}/hand-over`)).json.code).toBe('not_calm')
    expect((await told(dark)).handedOver).toBeNull()
  })

  it('hold what a person confirms, with their name, until it is taken back', async () => {
    const here = await withAna()
    await here.ana('PATCH', '/api/v1/settings/venue', { help: { name: 'Marta', phone: '' } })
    const help = async () => (await told(here)).points.find(({ check }) => check === 'help')
    expect(await help()).toMatchObject({ state: 'unknown' })
    await here.ana('PUT', `${path}/checks/help`, { confirmed: true })
    expect(await help()).toMatchObject({ state: 'done', subjects: [{ reason: 'confirmed', by: 'Ana Puig' }] })
    await here.ana('PUT', `${path}/checks/help`, { confirmed: false })
    expect(await help()).toMatchObject({ state: 'unknown' })
    for (const id of ['clock', 'nonsense'])
      expect((await here.ana('PUT', `${path}/checks/${id}`, { confirmed: true })).status).toBe(404)
  })

  it('hold everybody’s notes, each of which only its writer removes', async () => {
    const here = await withAna()
    const eva = here.as((await withEva(here, { role: 'viewer' })).cookie)
    const { status, json } = await eva('POST', `${path}/notes`, { text: ' The switch of the bar is loose. ' })
    expect([status, json.text]).toEqual([201, 'The switch of the bar is loose.'])
    expect((await told(here)).notes).toMatchObject([{ by: 'Eva Roig', mine: false }])
    expect((await told(here, eva)).notes).toMatchObject([{ mine: true }])
    expect((await here.ana('DELETE', `${path}/notes/${json.id}`)).status).toBe(404)
    expect((await eva('DELETE', `${path}/notes/${json.id}`)).status).toBe(204)
    expect((await eva('POST', `${path}/notes`, { text: '  ' })).status).toBe(422)
    // A viewer reads and notes, and neither confirms nor hands over.
    expect((await eva('PUT', `${path}/checks/help`, { confirmed: true })).status).toBe(403)
    expect((await eva('POST', `${path}/hand-over`)).status).toBe(403)
  })

  it('keep the notes of somebody who is gone, without the name', async () => {
    const here = await withAna()
    const { id, cookie } = await withEva(here)
    await here.as(cookie)('POST', `${path}/notes`, { text: 'Mine' })
    await here.ana('DELETE', `/api/v1/users/${id}`)
    expect((await told(here)).notes).toMatchObject([{ text: 'Mine', by: null, mine: false }])
  })
})
