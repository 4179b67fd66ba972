import { describe, expect, it } from 'vitest'
import { withAna, withEva } from '../../test/fakes/people.ts'

const account = '/api/v1/account'

/** Ana, the admin, and Eva, the advisor. */
async function withAdvisor() {
  const here = await withAna()
  const { cookie } = await withEva(here, { role: 'advisor' })
  let last = 10
  const add = async (type: string, more: object = {}) => {
    last += 1
    const made = { name: `${type} ${last}`, type, address: `192.0.2.${last}`, probes: [], ...more }
    const { json } = await here.ana('POST', '/api/v1/devices', made)
    return json as { id: string; inService: boolean; noPlace?: true }
  }
  return { ...here, advisor: here.as(cookie), add }
}

describe('the plan', () => {
  it('R7 is Community without limits until an advisor sets another, with extras, renewal and use', async () => {
    const here = await withAdvisor()
    await here.add('printer')
    await here.add('ipad')
    const usage = { devices: 2, printers: 1, ipads: 1, withoutPlace: 0 }
    expect((await here.ana('GET', account)).json).toMatchObject({
      plan: 'Community',
      extras: [],
      limits: { devices: null, printers: null, ipads: null },
      renewsAt: null,
      partner: false,
      usage,
    })
    const plan = {
      plan: 'Bar',
      extras: [{ name: 'Printers', quantity: 2 }],
      limits: { printers: 4 },
      renewsAt: '2027-11-22',
      partner: true,
    }
    const set = await here.advisor('PATCH', `${account}/plan`, plan)
    expect([set.status, set.json]).toMatchObject([
      200,
      { ...plan, limits: { devices: null, printers: 4, ipads: null }, usage },
    ])
    // The profile is changed without touching it.
    await here.ana('PATCH', account, { company: 'Bar Pepe II' })
    expect((await here.ana('GET', account)).json).toMatchObject({ company: 'Bar Pepe II', plan: 'Bar', partner: true })
  })

  it('is set by an advisor alone, not by an admin, and with nothing that makes no sense', async () => {
    const here = await withAdvisor()
    expect((await here.ana('PATCH', `${account}/plan`, { plan: 'Free' })).status).toBe(403)
    expect((await here.ana('PATCH', account, { subscription: { plan: 'Free' } })).status).toBe(422)
    for (const wrong of [
      { plan: '' },
      { limits: { printers: -1 } },
      { limits: { chairs: 1 } },
      { renewsAt: '22/11/2027' },
      { extras: [{ name: 'x', quantity: 0 }] },
    ])
      expect((await here.advisor('PATCH', `${account}/plan`, wrong)).status).toBe(422)
  })

  it('R23 puts what it has no place for out of service, the newest first, and what is added later', async () => {
    const here = await withAdvisor()
    const [first, second] = [await here.add('printer'), await here.add('printer')]
    await here.advisor('PATCH', `${account}/plan`, { limits: { printers: 1 } })
    const standing = async ({ id }: { id: string }) => {
      const { inService, noPlace = false, state } = (await here.ana('GET', `/api/v1/devices/${id}`)).json
      return [inService, noPlace, state]
    }
    expect([await standing(first), await standing(second)]).toMatchObject([
      [true, false, 'unknown'],
      [false, true, 'paused'],
    ])
    const third = await here.add('printer')
    expect(third).toMatchObject({ inService: false, noPlace: true })
    expect((await here.ana('GET', account)).json.usage).toMatchObject({ printers: 1, withoutPlace: 2 })
    const refused = await here.ana('PATCH', `/api/v1/devices/${second.id}`, { inService: true })
    expect([refused.status, refused.json.code]).toEqual([409, 'no_place'])

    // A place that comes free is given to nobody; a person gives it.
    await here.ana('PATCH', `/api/v1/devices/${first.id}`, { inService: false })
    expect(await standing(second)).toMatchObject([false, true, 'paused'])
    const many = { ids: [second.id, third.id], change: { inService: true } }
    const answer = await here.ana('POST', '/api/v1/devices/bulk', many)
    expect(answer.json.items).toMatchObject([
      { id: second.id, changed: true },
      { id: third.id, changed: false, reason: { code: 'no_place' } },
    ])
    expect(await standing(second)).toMatchObject([true, false, 'unknown'])
    // Who puts one out of service themselves wants it so.
    await here.ana('PATCH', `/api/v1/devices/${third.id}`, { inService: false })
    expect(await standing(third)).toMatchObject([false, false, 'paused'])
  })
})
