import { languages } from '@sereno/shared/field.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { noon } from '../../test/fakes/house.ts'
import { newEntry } from '../../test/fakes/new-entry.ts'
import { type Ask, served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

/** The first and the last moment that can be written, and what lies beside them, beside our time and beside 1970. */
const edges = [
  '0000-01-01T00:00:00.000Z',
  '0000-01-01T00:04:59.999Z',
  '0000-01-02T00:00:00.000Z',
  '0001-01-01T00:00:00Z',
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00Z',
  '2025-11-21T12:00:00Z',
  '2026-11-21T11:59:59.999Z',
  '2026-11-21T12:00:00%2B01:00',
  '2026-11-22T12:00:00Z',
  '9998-12-31T23:59:59Z',
  '9999-12-31T23:55:00.001Z',
  '9999-12-31T23:59:59.999Z',
]

interface Venue {
  ask: Ask
  routes: string[]
}

/** A venue with a device, with entries at both ends of time, and the routes that take a span. */
async function venue(): Promise<Venue> {
  const here = await served()
  const headers = { cookie: await setUp(here) }
  const ask: Ask = (method, path, asking = {}) =>
    here.ask(method, path, { ...asking, headers: { ...headers, ...asking.headers } })
  const json = { name: 'Kitchen', type: 'printer', address: '192.0.2.50' }
  const { id } = (await ask('POST', '/api/v1/devices', { json })).json
  const deviceId = String(id)
  const moments = [edges.at(0), edges.at(-1)].map((text) => Date.parse(text ?? ''))
  await here.house.store.journal.apply(
    [...moments, noon].map((at) => ({ do: 'open', entry: newEntry({ at, endedAt: at, deviceId }) })),
  )
  return {
    ask,
    routes: [
      'devices/bars?',
      'devices/bars?step=86400&',
      `devices/${deviceId}/series?`,
      `devices/${deviceId}/series?step=60&`,
      `devices/${deviceId}/series?step=86400&`,
      'activity?',
      'activity/summary?',
      'activity.csv?',
      'activity.json?',
    ],
  }
}

/** What is refused says so of a field of the question; what is not, answers as its contract says (`served` looks). */
async function expectAnswer({ ask }: Venue, path: string): Promise<void> {
  const { status, json } = await ask('GET', `/api/v1/${path}`)
  if (status === 200) return
  const errors = Array.isArray(json.errors) ? json.errors : []
  expect([path, status, errors]).toEqual([
    path,
    422,
    [{ path: expect.stringMatching(/^(since|until|step)$/u), message: expect.stringMatching(/^\p{Lu}.+\.$/u) }],
  ])
}

test('a span at the edges of time, backwards or without an end is answered or refused at its field, everywhere', async () => {
  const here = await venue()
  const spans = edges.flatMap((since) => [
    `since=${since}`,
    `until=${since}`,
    ...edges.map((until) => `since=${since}&until=${until}`),
  ])
  for (const route of here.routes) {
    for (const span of spans) await expectAnswer(here, `${route}${span}`)
  }
})

test('so is any span that can be written', async () => {
  const here = await venue()
  const moment = fc
    .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true })
    .map((date) => date.toISOString())
  const route = fc.constantFrom(...here.routes)
  await fc.assert(
    fc.asyncProperty(route, fc.option(moment), fc.option(moment), async (path, since, until) => {
      const span = [since === null ? '' : `since=${since}`, until === null ? '' : `until=${until}`]
      await expectAnswer(here, path + span.filter((part) => part !== '').join('&'))
    }),
    { numRuns: 300 },
  )
})

test('steps that are too fine for a span, or none, are refused at `step`', async () => {
  const here = await venue()
  const year = 'since=2025-11-21T12:00:00Z&until=2026-11-21T12:00:00Z'
  const fields = async (path: string) => (await here.ask('GET', `/api/v1/${path}`)).json.errors
  for (const route of here.routes.filter((path) => path.includes('devices') && !path.includes('step'))) {
    for (const step of ['1', '0', '-300', '300.5', 'NaN', '1e9', '300']) {
      expect([step, await fields(`${route}${year}&step=${step}`)]).toMatchObject([step, [{ path: 'step' }]])
    }
  }
})

test('the reader is told in their language', async () => {
  const { ask } = await venue()
  const told = new Set<string>()
  for (const language of languages) {
    const headers = { 'accept-language': language }
    const { json } = await ask('GET', `/api/v1/devices/bars?until=${edges.at(-1)}`, { headers })
    told.add(JSON.stringify(json.errors))
  }
  expect(told.size).toBe(languages.length)
})
