import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { describe, expect, it } from 'vitest'
import { served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'

const contracts = Object.entries<Contract>(api).map(([name, contract]) => ({
  name,
  ...contract,
  url: contract.path.replace(/:\w+/gu, 'abc'),
}))
const closed = contracts.filter(({ access }) => access !== 'public')
const changing = contracts.filter(({ method }) => method !== 'GET')

describe('the door', () => {
  it('lets nobody in without credentials, nor with wrong ones', async () => {
    const { ask } = await served()
    for (const { name, method, url } of closed) {
      for (const headers of [{}, { authorization: 'Bearer sereno_wrong' }, { cookie: 'sereno_session=wrong' }]) {
        const answer = await ask(method, url, { headers })
        expect([name, answer.status, answer.json.code]).toEqual([name, 401, 'not_signed_in'])
        expect(answer.headers['www-authenticate']).toBe('Bearer realm="sereno"')
      }
    }
  })

  it('has no way round it by another spelling of a path', async () => {
    const { ask } = await served()
    for (const { name, method, url } of closed) {
      const spellings = [
        `/${url}`,
        `${url}/`,
        url.replace('/v1/', '//v1//'),
        `/${url.slice(1).replaceAll('/', '%2F')}`,
        `/${url.replaceAll('/', '%2F')}`,
        url.replace(/(.)\/([^/]+)$/u, '$1%2f$2').replace(url, `${url}%2f`),
        `/x/..${url}`,
        `/%2e%2e${url}`,
        `/x/%2e%2e${url}`,
        `/.${url}`,
        url.toUpperCase(),
        `${url};x=1`,
        `${url}%00`,
      ]
      for (const path of spellings) {
        const answer = await ask(method, path)
        expect([400, 401, 404, 405, 503], `${name} ${path}`).toContain(answer.status)
        expect(answer.headers['x-content-type-options'], path).toBe('nosniff')
      }
    }
  })

  it('answers to no host but ours on every route', async () => {
    const { ask } = await served()
    for (const { name, method, url } of contracts) {
      const answer = await ask(method, url, { headers: { host: 'evil.example' } })
      expect([name, answer.status, answer.json.code]).toEqual([name, 421, 'wrong_host'])
    }
    expect((await ask('GET', '/', { headers: { host: 'evil.example' } })).status).toBe(421)
  })

  it('knows its own names and every address', async () => {
    const { ask } = await served()
    for (const host of [
      '127.0.0.1',
      'localhost:7373',
      'LOCALHOST',
      'sereno.local',
      '[::1]:7373',
      '192.168.1.9',
      'sereno.local.',
    ]) {
      expect([host, (await ask('GET', '/healthz', { headers: { host } })).status]).toEqual([host, 200])
    }
    for (const host of ['localhost.evil.example', '127.0.0.1.evil.example', 'evil.example:7373', 'localhost, evil']) {
      expect([host, [400, 421].includes((await ask('GET', '/healthz', { headers: { host } })).status)]).toEqual([
        host,
        true,
      ])
    }
  })

  it('refuses an absolute address of another host in the request line', async () => {
    const { ask, host } = await served()
    expect((await ask('GET', 'http://evil.example/healthz', { headers: { host } })).status).toBe(421)
  })

  it('takes no change that a page of another site asked for', async () => {
    const served_ = await served()
    const cookie = await setUp(served_)
    for (const { name, method, url } of changing) {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { origin: `http://127.0.0.1:1` },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const answer = await served_.ask(method, url, { json: {}, headers: { cookie, ...headers } })
        expect([name, answer.status, answer.json.code]).toEqual([name, 403, 'foreign_origin'])
      }
    }
  })

  it('takes no body but JSON', async () => {
    const served_ = await served()
    const cookie = await setUp(served_)
    for (const { name, method, url } of changing) {
      for (const type of [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/jsonx',
      ]) {
        const answer = await served_.ask(method, url, { body: '{}', headers: { cookie, 'content-type': type } })
        expect([name, answer.status, answer.json.code]).toEqual([name, 415, 'wrong_type'])
      }
    }
  })

  it('says 404 and 405 as problems', async () => {
    const { ask } = await served()
    const missing = await ask('GET', '/api/v1/nothing')
    expect([missing.status, missing.headers['content-type']]).toEqual([404, 'application/problem+json'])
    const wrong = await ask('PUT', '/api/v1/devices')
    expect([wrong.status, wrong.json.code, wrong.headers.allow]).toEqual([405, 'method_not_allowed', 'GET, HEAD, POST'])
    expect((await ask('OPTIONS', '/api/v1/devices')).status).toBe(405)
  })

  it('puts its security headers on every answer', async () => {
    const { ask } = await served()
    for (const path of ['/healthz', '/api/v1/devices', '/api/v1/none', '/', '/none']) {
      const { headers } = await ask('GET', path)
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
      expect(headers['content-security-policy']).not.toContain('unsafe')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['cache-control'], path).toBe('no-store')
    }
  })

  it('answers HEAD like GET without a body, also where GET would stream for ever', async () => {
    const served_ = await served()
    const cookie = await setUp(served_)
    const answer = await served_.ask('HEAD', '/api/v1/events', { headers: { cookie } })
    expect([answer.status, answer.headers['content-type'], answer.text]).toEqual([200, 'text/event-stream', ''])
    expect((await served_.ask('HEAD', '/healthz')).status).toBe(200)
  })
})
