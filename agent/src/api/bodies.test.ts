import { connect } from 'node:net'
import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { goodPassword, type Served, served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

/** What an admin may call: others are refused before anything is read. */
const contracts = Object.values<Contract>(api)
  .filter(({ access }) => access === 'public' || access.roles.includes('admin'))
  .map((contract) => ({ ...contract, url: contract.path.replace(/:\w+/gu, 'abc') }))
const withBody = contracts.filter(({ body }) => body !== undefined)

async function signedIn(): Promise<Served & { headers: { cookie: string } }> {
  const here = await served()
  return { ...here, headers: { cookie: await setUp(here) } }
}

describe('what comes in', () => {
  it('must be JSON, or it is malformed', async () => {
    const { ask, headers } = await signedIn()
    for (const { method, url, body: schema } of withBody) {
      // Where a body may be left out, an empty one is none.
      const empty = schema?.safeParse(undefined).success ? [] : ['']
      for (const body of ['{', ...empty, 'null x', '\xff', '{"a":1}}']) {
        const answer = await ask(method, url, { body, headers: { ...headers, 'content-type': 'application/json' } })
        expect([url, body, answer.status, answer.json.code]).toEqual([url, body, 400, 'malformed'])
      }
    }
  })

  it('is not read when it is too large, and the client still learns why', async () => {
    const { ask, headers } = await signedIn()
    for (const { method, url, bodyBytes = 65_536 } of withBody) {
      const body = Buffer.alloc(bodyBytes + 1, ' ')
      const answer = await ask(method, url, { body, headers: { ...headers, 'content-type': 'application/json' } })
      expect([url, answer.status, answer.json.code]).toEqual([url, 413, 'too_large'])
    }
  })

  it('is cut off where a body without a length grows too large', async () => {
    const { port, headers } = await signedIn()
    const { answer, written } = await pourInto(port, headers.cookie)
    expect(answer).toContain('413 Payload Too Large')
    expect(written).toBeLessThan(16 * 1024 * 1024)
  })

  it('may hold no field that nobody knows', async () => {
    const { ask, headers } = await signedIn()
    for (const { method, url } of contracts.filter((one) => one.method !== 'GET' && one.upload === undefined)) {
      const answer = await ask(method, url, { json: { surprise: 1 }, headers })
      expect([url, answer.status, answer.json.code]).toEqual([url, 422, 'invalid'])
      const errors = answer.json.errors as { path: string }[]
      expect(errors.length, url).toBeGreaterThan(0)
    }
    const { json } = await ask('PATCH', '/api/v1/account', { json: { surprise: 1 }, headers })
    expect(json.errors).toEqual([{ path: 'surprise', message: 'Este campo no existe aquí.' }])
  })

  it('may hold no query that nobody knows', async () => {
    const { ask, headers } = await signedIn()
    for (const { url } of contracts.filter((one) => one.method === 'GET' && one.path.startsWith('/api/'))) {
      const answer = await ask('GET', `${url}?surprise=1`, { headers })
      expect([url, answer.status, answer.json.code]).toEqual([url, 422, 'invalid'])
    }
    const answer = await ask('GET', '/api/v1/tokens?limit=0', { headers: { ...headers, 'accept-language': 'en' } })
    expect(answer.json.errors).toEqual([{ path: 'limit', message: 'At least 1.' }])
    expect((await ask('GET', '/api/v1/tokens?limit=1&limit=2', { headers })).status).toBe(422)
    expect((await ask('GET', '/api/v1/tokens?cursor=nonsense', { headers })).status).toBe(422)
  })

  it('never makes the agent stumble, whatever it is', async () => {
    const { ask, headers } = await signedIn()
    const bodies = fc.oneof(
      fc.jsonValue().map((value) => JSON.stringify(value)),
      fc.string(),
    )
    const route = fc.constantFrom(...contracts.filter(({ path }) => !/\/session$|events$/u.test(path)))
    const property = fc.asyncProperty(route, bodies, fc.string(), async ({ method, url }, body, text) => {
      const path = `${url.replace('abc', encodeURIComponent(text) || 'abc')}?q=${encodeURIComponent(text)}`
      const answer = await ask(method, path, {
        ...(method !== 'GET' && { body }),
        headers: { ...headers, 'content-type': 'application/json' },
      })
      return answer.status < 500 || answer.json.code === 'unavailable' || url === '/readyz'
    })
    await fc.assert(property, { numRuns: 1500 })
  })

  it('is answered in the reader’s language, or else in the venue’s', async () => {
    const { ask } = await signedIn()
    const title = async (language?: string) =>
      (await ask('GET', '/api/v1/session', language === undefined ? {} : { headers: { 'accept-language': language } }))
        .json.title
    expect(await title()).toBe('Sesión no iniciada')
    expect(await title('en-GB,es;q=0.5')).toBe('Not signed in')
    expect(await title('de, ca;q=0.8, en;q=0.1')).toBe('Sessió no iniciada')
    expect(await title('ru;q=1')).toBe('Вход не выполнен')
    expect(await title('tlh')).toBe('Sesión no iniciada')
    expect(await title('en;q=0, ru;q=0.1')).toBe('Вход не выполнен')
  })

  it('names each field with what is wrong about it', async () => {
    const { ask } = await served()
    const user = { username: 'A!', fullName: ' ', email: 'a,b@example.com', phone: '600', password: 'short' }
    const json = { code: 'x', company: 'Bar\u202ePepe', timezone: 'Mars/Base', language: 'fr', user }
    const answer = await ask('POST', '/api/v1/setup', { json, headers: { 'accept-language': 'en' } })
    expect(answer.status).toBe(422)
    const errors = answer.json.errors as { path: string; message: string }[]
    expect(Object.fromEntries(errors.map(({ path, message }) => [path, message]))).toMatchObject({
      company: 'There are characters in this that one cannot see. Type it again.',
      timezone: 'This time zone is not known. Write it like Europe/Madrid.',
      language: 'Choose one of these: en, es, ca, ru.',
      'user.username': '3 to 32 characters: small letters a to z, digits, dot, hyphen, underscore.',
      'user.fullName': 'Fill this in.',
      'user.email': 'This is not a mail address.',
      'user.phone': 'Write the phone number with a plus sign and the country code: +34600111222.',
    })
    expect(errors.filter(({ path }) => path === 'user.password').map(({ message }) => message)).toEqual([
      'At least 10 characters.',
      'At least one upper-case letter.',
      'At least one digit.',
    ])
    expect(answer.text).not.toContain(goodPassword)
  })

  it('says of one of several which one it is', async () => {
    const { ask, headers } = await signedIn()
    const json = { emails: ['a@example.com', 'b'], name: 'x', type: 'error-follow-up' }
    const mails = await ask('POST', '/api/v1/integrations', { json, headers })
    expect(mails.json.errors).toMatchObject([{ path: 'emails[1]' }])
    const entries = [{ message: 'a' }, { message: 'b', kind: 'Oops' }]
    const ingest = await ask('POST', '/api/v1/activity', { json: entries, headers })
    expect(ingest.json.errors).toMatchObject([{ path: '[1].kind' }])
  })
})

/** Sends chunks for as long as the agent takes them. */
function pourInto(port: number, cookie: string): Promise<{ answer: string; written: number }> {
  const chunk = Buffer.from(`10000\r\n${' '.repeat(65_536)}\r\n`)
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    const pour = () => {
      while (socket.writable && socket.bytesWritten < 64 * 1024 * 1024 && socket.write(chunk));
    }
    socket.on('data', (part) => {
      answer += String(part)
    })
    socket.on('drain', pour)
    socket.on('error', () => undefined)
    socket.on('close', () => resolve({ answer, written: socket.bytesWritten }))
    socket.write(
      `POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
    )
    pour()
  })
}
