import { describe, expect, it } from 'vitest'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { newMail, newRun } from '../../test/fakes/new-run.ts'
import { type Here, withAna, withEva } from '../../test/fakes/people.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { disabledLetters } from '../services/webhooks/disabled-letter.ts'
import { eventData } from '../services/webhooks/event-data.ts'

const base = '/api/v1/webhooks'
const form = { url: 'https://example.com/hook', events: ['incident.opened', 'test'] }

async function withHook(more: object = {}): Promise<Here & { id: string; secret: string }> {
  const here = await withAna()
  const { json } = await here.ana('POST', base, { ...form, ...more })
  return { ...here, id: String(json.id), secret: String(json.secret) }
}

describe('R33 webhooks', () => {
  it('are made with a secret that is shown this once, and kept sealed', async () => {
    const here = await withAna()
    const made = await here.ana('POST', base, form)
    expect(made.status).toBe(201)
    expect(made.json).toMatchObject({ ...form, active: true, allowPrivateAddress: false, createdBy: 'Ana Puig' })
    expect(Buffer.from(String(made.json.secret).replace('whsec_', ''), 'base64')).toHaveLength(32)
    const listed = await here.ana('GET', base)
    expect(listed.json).toMatchObject({ items: [{ id: made.json.id }], nextCursor: null })
    expect(listed.text).not.toContain('whsec_')
    expect((await here.ana('GET', `${base}/${made.json.id}`)).text).not.toContain('whsec_')
    const kept = await here.house.store.webhooks.get(String(made.json.id))
    expect(kept?.secret).toMatch(/^v1\./u)
  })

  it('are changed, tested and removed', async () => {
    const { ana, id, house } = await withHook()
    const tested = await ana('POST', `${base}/${id}/test`)
    expect(tested.status).toBe(202)
    const { items } = (await ana('GET', `${base}/${id}/deliveries?state=pending`)).json as { items: object[] }
    expect(items).toMatchObject([{ id: tested.json.deliveryId, event: 'test', state: 'pending', held: false }])
    expect((await ana('GET', `${base}/${id}/deliveries?state=failed`)).json).toMatchObject({ items: [] })
    const again = await ana('POST', `${base}/${id}/deliveries/${tested.json.deliveryId}/redeliver`)
    expect([again.status, again.json]).toEqual([202, { deliveryId: tested.json.deliveryId }])
    expect(house.webhooks.woken).toBe(2)

    const changed = await ana('PATCH', `${base}/${id}`, { active: false, events: ['digest.sent', 'digest.sent'] })
    expect(changed.json).toMatchObject({ active: false, events: ['digest.sent'], offReason: null, waiting: 1 })
    for (const path of ['test', `deliveries/${tested.json.deliveryId}/redeliver`])
      expect((await ana('POST', `${base}/${id}/${path}`)).json).toMatchObject({ status: 409, code: 'webhook_off' })
    expect((await ana('DELETE', `${base}/${id}`)).status).toBe(204)
    for (const [method, path] of [
      ['GET', ''],
      ['PATCH', ''],
      ['DELETE', ''],
      ['POST', '/test'],
      ['POST', '/secret'],
      ['GET', '/deliveries'],
    ] as const)
      expect((await ana(method, `${base}/${id}${path}`, method === 'PATCH' ? {} : undefined)).status).toBe(404)
  })

  it('get a new secret, and the old one signs for a day more', async () => {
    const { ana, id, secret, house } = await withHook()
    const { status, json } = await ana('POST', `${base}/${id}/secret`)
    expect([status, json.secret === secret]).toEqual([200, false])
    expect(json.oldSecretUntil).toBe(new Date(house.clock.now() + 86_400_000).toISOString())
    house.clock.at += 86_400_000
    expect((await ana('GET', `${base}/${id}`)).json.oldSecretUntil).toBeNull()
  })

  it.each([
    ['no address', 'url'],
    ['ftp://example.com/', 'url'],
    ['javascript:alert(1)', 'url'],
    ['https://ana:secret@example.com/', 'url'],
    ['https://example.com:0/', 'url'],
    ['https://example.com:65536/', 'url'],
    ['http://', 'url'],
    [`https://example.com/${'a'.repeat(2000)}`, 'url'],
  ])('refuse %s', async (url, path) => {
    const { ana } = await withAna()
    const { status, json } = await ana('POST', base, { ...form, url })
    expect([status, json.errors]).toMatchObject([422, [{ path }]])
  })

  it('refuse events that nothing makes, and where calls may not go', async () => {
    const { ana, house } = await withAna()
    for (const events of [[], ['ticket.exploded'], 'test'])
      expect((await ana('POST', base, { ...form, events })).status).toBe(422)
    expect((await ana('POST', base, { ...form, more: 1 })).status).toBe(422)
    house.webhooks.verdict = 'refused'
    const refused = await ana('POST', base, { ...form, url: 'http://192.168.1.9/' })
    expect([refused.status, refused.json.errors]).toMatchObject([422, [{ path: 'url' }]])
    house.webhooks.verdict = 'never'
    expect((await ana('POST', base, { ...form, allowPrivateAddress: true })).status).toBe(422)
    house.webhooks.verdict = 'unresolved'
    const { json } = await ana('POST', base, form)
    house.webhooks.verdict = 'refused'
    expect((await ana('PATCH', `${base}/${json.id}`, { allowPrivateAddress: false })).status).toBe(422)
    expect((await ana('PATCH', `${base}/${json.id}`, { active: false })).status).toBe(200)
  })

  it('are twenty at most', async () => {
    const { ana } = await withAna()
    for (let n = 0; n < 20; n += 1) expect((await ana('POST', base, form)).status).toBe(201)
    expect((await ana('POST', base, form)).json).toMatchObject({ status: 409, code: 'webhooks_full' })
    const first = (await ana('GET', `${base}?limit=15`)).json as { items: object[]; nextCursor: string }
    const next = (await ana('GET', `${base}?limit=15&cursor=${first.nextCursor}`)).json as { items: object[] }
    expect([first.items.length, next.items.length]).toEqual([15, 5])
  })

  it('are for admins alone', async () => {
    const here = await withHook()
    const { cookie } = await withEva(here, { role: 'advisor' })
    expect((await here.as(cookie)('GET', base)).status).toBe(403)
    expect((await here.as(cookie)('POST', base, form)).status).toBe(403)
    expect((await here.ask('GET', base)).status).toBe(401)
  })
})

describe('R33 an event', () => {
  it('tells the resource as the API gives it', async () => {
    const { house } = await withAna()
    const at = house.clock.now()
    await house.book.change((draft) => {
      draft.devices = [pretendDevice('kitchen', '192.168.1.50', { name: 'Kitchen printer' })]
    })
    const notice = {
      id: 'n1',
      at,
      endedAt: at,
      cause: 'new_device',
      deviceId: null,
      deviceName: 'TV',
      detail: {},
      text: null,
    }
    await house.store.journal.apply([
      { do: 'open_incident', id: 'spell', deviceId: 'kitchen', deviceName: 'Kitchen printer', at },
      { do: 'open', entry: newEntry({ id: 'e1', at, deviceId: 'kitchen', incidentId: 'spell', cause: 'ip_moved' }) },
      { do: 'notice', notice },
    ])
    expect(await eventData(house, 'incident.opened', 'spell')).toMatchObject({ id: 'spell', entries: [{ id: 'e1' }] })
    expect(await eventData(house, 'device.found', 'n1')).toMatchObject({ id: 'n1', deviceName: 'TV' })
    expect(await eventData(house, 'device.moved', 'e1')).toMatchObject({ id: 'kitchen', address: '192.168.1.50' })
    expect(await eventData(house, 'digest.sent', 'gone')).toBeNull()
  })

  it('is raised in the transaction that makes it happen, once, for those who want it', async () => {
    const { ana, house, id } = await withHook({
      events: ['incident.opened', 'incident.closed', 'device.found', 'device.moved'],
    })
    await ana('POST', base, { ...form, events: ['digest.sent'] })
    const at = house.clock.now()
    const notice = {
      id: 'n1',
      at,
      endedAt: at,
      cause: 'new_device',
      deviceId: null,
      deviceName: 'TV',
      detail: {},
      text: null,
    }
    const opened = { do: 'open_incident', id: 'spell', deviceId: 'kitchen', deviceName: 'Kitchen printer', at } as const
    const entry = newEntry({
      id: 'e1',
      at,
      deviceId: 'kitchen',
      incidentId: 'spell',
      cause: 'no_answer',
      kind: 'Offline',
    })
    const moved = {
      do: 'repeat',
      id: 'e1',
      occurrences: 2,
      attempts: 2,
      detail: {},
      recast: { cause: 'ip_moved', rule: 'K2', probe: null },
    } as const
    const closed = { do: 'close_incident', id: 'spell', at } as const
    for (let time = 0; time < 2; time += 1)
      await house.store.journal.apply([opened, { do: 'open', entry }, moved, { do: 'notice', notice }, closed])
    const { items } = await house.store.webhooks.deliveries(id, { limit: 50 })
    expect(items.map(({ event }) => event).toReversed()).toEqual([
      'incident.opened',
      'device.moved',
      'device.found',
      'incident.closed',
    ])
  })

  it('of a digest is raised once all its mails are over, and one was taken', async () => {
    const { house, id } = await withHook({ events: ['digest.sent'] })
    const mail = (name: string) => newMail({ id: name, runId: 'run' })
    await house.store.runs.record(newRun({ id: 'run', digestId: 'run' }), [mail('m1'), mail('m2')])
    const events = async () => (await house.store.webhooks.deliveries(id, { limit: 5 })).items.map(({ event }) => event)
    await house.store.outbox.sent('m1', 20)
    expect(await events()).toEqual([])
    await house.store.outbox.failed('m2', 30, '550')
    await house.store.outbox.sent('m1', 40)
    expect(await events()).toEqual(['digest.sent'])
    expect(await eventData(house, 'digest.sent', 'run')).toMatchObject({
      id: 'run',
      recipients: [{ state: 'sent' }, {}],
    })
  })
})

it('R33 who made a webhook is told in their language that it is off; where they are gone, the admins are', async () => {
  const { house, id } = await withHook()
  const record = await house.store.webhooks.get(id)
  if (record === null) throw new Error('no webhook')
  const [letter] = await disabledLetters(house, record, 'gave_up')
  expect(letter).toMatchObject({ to: 'ana@example.com', subject: 'Bar Pepe: se ha desactivado un webhook' })
  expect(letter?.text).toContain('https://example.com/hook')
  expect(letter?.text).toContain('/es/account/webhooks/')
  const [other] = await disabledLetters(house, { ...record, createdBy: 'gone' }, 'gone')
  expect(other?.to).toBe('ana@example.com')
})
