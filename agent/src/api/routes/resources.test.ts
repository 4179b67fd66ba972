import { expect, test } from 'vitest'
import { type Ask, served } from '../../../test/fakes/served.ts'
import { setUp } from '../../../test/fakes/set-up.ts'

const base = '/api/v1'

async function signedIn(language = 'en'): Promise<{ ask: Ask }> {
  const here = await served()
  const headers = { cookie: await setUp(here), 'accept-language': language }
  return { ask: (method, path, asking = {}) => here.ask(method, path, { headers, ...asking }) }
}

test('a device is added, changed, read and removed, and a wrong field is named in the reader’s language', async () => {
  const { ask } = await signedIn('es')
  const json = { name: 'Cocina', type: 'printer', address: '192.0.2.50' }
  const added = await ask('POST', `${base}/devices`, { json })
  expect([added.status, added.json.state]).toEqual([201, 'unknown'])
  const path = `${base}/devices/${added.json.id}`
  const wrong = await ask('PATCH', path, { json: { probes: [{ type: 'tcp', options: { port: 70_000 } }] } })
  expect([wrong.status, wrong.json.errors]).toEqual([
    422,
    [{ path: 'probes[0].options.port', message: 'Como máximo 65535.' }],
  ])
  const taken = await ask('POST', `${base}/devices`, { json })
  expect([taken.status, taken.json.code, taken.json.errors]).toMatchObject([409, 'conflict', [{ path: 'address' }]])
  expect((await ask('GET', path)).json).toEqual(added.json)
  expect((await ask('DELETE', path)).status).toBe(204)
  expect((await ask('GET', path)).status).toBe(404)
  expect((await ask('GET', `${base}/devices?cursor=made-up`)).json).toMatchObject({
    status: 422,
    errors: [{ path: 'cursor' }],
  })
})

test('entries come in all or none, and go out as CSV', async () => {
  const { ask } = await signedIn()
  const good = { message: '=print failed', kind: 'Fail' }
  const bad = await ask('POST', `${base}/activity`, { json: [good, good, good, { ...good, kind: 'Broken' }] })
  expect([bad.status, bad.json.errors]).toMatchObject([422, [{ path: '[3].kind' }]])
  expect((await ask('POST', `${base}/activity`, { json: [good, good] })).json).toEqual({ accepted: 2, repeated: 0 })
  const { headers, text } = await ask('GET', `${base}/activity.csv?kinds=Fail,Offline`)
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(headers['content-disposition']).toBe('attachment; filename="activity.csv"')
  expect(text.split('\r\n')).toHaveLength(4)
  expect(text).toContain(",'=print failed,")
})

test('figures say what they are', async () => {
  const { ask } = await signedIn()
  const { headers, text } = await ask('GET', '/metrics')
  expect(headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8')
  expect(text.endsWith('# EOF\n')).toBe(true)
})

test('the first page, the catalogue and the settings answer as their contracts say', async () => {
  const { ask } = await signedIn()
  for (const path of [
    'overview',
    'integrations/catalog?q=error',
    'settings/mail',
    'settings/venue',
    'system',
    'probes',
  ]) {
    expect([path, (await ask('GET', `${base}/${path}`)).status]).toEqual([path, 200])
  }
})
