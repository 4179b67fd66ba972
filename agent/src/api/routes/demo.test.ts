import { beforeEach, expect, test } from 'vitest'
import { type Served, served } from '../../../test/fakes/served.ts'
import { addPerson, tokenOf } from '../../../test/fakes/set-up.ts'

let agent: Served
let authorization: string
beforeEach(async () => {
  agent = await served()
  authorization = `Bearer ${await tokenOf(agent.house, await addPerson(agent.house, 'viewer'), ['status:read'])}`
})

const mail = {
  id: 'one',
  at: '2026-11-21T12:00:00.000Z',
  to: 'ana@example.com',
  subject: 'Bar Pepe',
  text: 'Out of paper',
}

test('without a mailbox there is no demonstration: no mails, and no answer says that it is one', async () => {
  const answer = await agent.ask('GET', '/api/v1/demo/mails', { headers: { authorization } })
  expect(answer.status).toBe(404)
  expect(answer.headers['x-sereno-demo']).toBeUndefined()
})

test('a demonstration shows the mails that its mailbox took, and says on every answer that it is one', async () => {
  agent.house.mailbox = { list: async () => [mail], html: async () => null }
  const answer = await agent.ask('GET', '/api/v1/demo/mails', { headers: { authorization } })
  expect(answer.json).toEqual({ items: [mail] })
  const page = await agent.ask('GET', '/')
  expect([answer, page].map(({ headers }) => headers['x-sereno-demo'])).toEqual(['1', '1'])
})

test('a mail is shown with its own styles only: no script runs and nothing is fetched from elsewhere', async () => {
  const html = '<p style="color:red">Out of paper</p><script>alert(1)</script>'
  agent.house.mailbox = { list: async () => [], html: async (id) => (id === 'one' ? html : null) }
  const ask = (id: string) => agent.ask('GET', `/api/v1/demo/mails/${id}`, { headers: { authorization } })
  const answer = await ask('one')
  expect(answer.text).toBe(html)
  expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*frame-ancestors 'self'; sandbox/u)
  expect((await ask('two')).status).toBe(404)
})

test.each(['mails', 'mails/one'])('while its mailbox is gone, %s is not possible just now', async (path) => {
  const gone = () => Promise.reject(new TypeError('fetch failed'))
  agent.house.mailbox = { list: gone, html: gone }
  const answer = await agent.ask('GET', `/api/v1/demo/${path}`, { headers: { authorization } })
  expect([answer.status, answer.json.code]).toEqual([503, 'unavailable'])
})
