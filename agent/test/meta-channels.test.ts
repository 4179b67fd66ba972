import { expect, test, vi } from 'vitest'
import { app, page, startGraph } from './fakes/graph.ts'
import { onPage, signed } from './fakes/graph-hooks.ts'
import { ownFolder } from './fakes/own-folder.ts'
import { startAgent } from './faults/whole-agent.ts'

const base = '/api/v1'

test('B35 B36 B43 a page is connected, Meta finds us, somebody writes, is answered, and has read it', async () => {
  const graph = await startGraph()
  graph.people.set('7001', { name: 'Eva Font', lastInAt: Date.now(), isBlocked: false })
  const agent = await startAgent({ data: ownFolder(), environment: { SERENO_GRAPH_URL: graph.url } })
  const made = await agent.ask('POST', `${base}/channels`, { type: 'messenger', name: 'Facebook' })
  expect(made.status).toBe(201)
  const channel = `${base}/channels/${made.json.id}`
  const credentials = { pageId: page.id, pageToken: page.token, appSecret: app.secret }
  const refused = await agent.ask('PATCH', channel, { messenger: { ...credentials, appSecret: 'not it' } })
  expect(refused.status).toBe(422)
  const connected = await agent.ask('PATCH', channel, { active: true, messenger: credentials })
  expect(connected.json.messenger).toMatchObject({ connected: true, pageName: 'Bar Pepe' })
  expect(connected.json.active).toBe(true)
  expect(connected.text).not.toContain(page.token)

  const { verifyToken } = connected.json.messenger as { verifyToken: string }
  const hook = `${base}/hooks/${made.json.id}`
  const asked = `${hook}?hub.mode=subscribe&hub.verify_token=${verifyToken}&hub.challenge=42`
  expect((await agent.askAs('GET', asked)).text).toBe('42')
  const call = (json: unknown) => agent.askAs('POST', hook, signed(json))
  expect((await call(onPage.text('7001', 'm1', 'No hi ha paper'))).status).toBe(200)

  const inbox = await agent.ask('GET', `${base}/conversations?tray=inbox`)
  const [conversation] = inbox.json.items as { id: string; contact: { name: string }; preview: string }[]
  expect(conversation).toMatchObject({ contact: { name: 'Eva Font' }, preview: 'No hi ha paper' })
  const talk = `${base}/conversations/${conversation?.id}`
  expect((await agent.ask('POST', `${talk}/pick`)).status).toBe(200)
  const written = { clientId: 'answer-1', text: 'We are on our way' }
  expect((await agent.ask('POST', `${talk}/messages`, written)).status).toBe(201)
  await vi.waitFor(() => expect(graph.sent).toMatchObject([{ to: '7001', text: 'We are on our way' }]), 10_000)

  const stateOfAnswer = async () => {
    const { json } = await agent.ask('GET', `${talk}/messages`)
    return (json.items as { kind: string; state: string }[]).find(({ kind }) => kind === 'out')?.state
  }
  await vi.waitFor(async () => expect(await stateOfAnswer()).toBe('sent'), 10_000)
  expect((await call(onPage.delivered('7001', ['m_1'], Date.now()))).status).toBe(200)
  expect(await stateOfAnswer()).toBe('delivered')
  expect((await call(onPage.read('7001', Date.now() + 1000))).status).toBe(200)
  expect(await stateOfAnswer()).toBe('seen')
  await agent.stop()
}, 120_000)
