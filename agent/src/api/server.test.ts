import { connect } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { listen } from '../../test/fakes/event-stream.ts'
import { makeHouse } from '../../test/fakes/house.ts'
import { rawExchange } from '../../test/fakes/raw-exchange.ts'
import { asker, cookieOf, firstSetUp, served } from '../../test/fakes/served.ts'
import { setUp } from '../../test/fakes/set-up.ts'
import { claimCode } from '../services/setup/claim-code.ts'
import { makeApp } from './app.ts'
import { makeHandlers } from './routes/index.ts'
import { serve } from './server.ts'
import { makeSite } from './static.ts'

describe('the server', () => {
  it('says nothing of an error that nobody foresaw but an id, and logs the rest under it', async () => {
    const here = await served((handlers) => ({
      ...handlers,
      healthz: async () => {
        throw new TypeError('secret inner detail')
      },
    }))
    const answer = await here.ask('GET', '/healthz', { headers: { 'accept-language': 'en' } })
    expect([answer.status, answer.json.code, answer.json.title]).toEqual([500, 'unexpected', 'Something went wrong'])
    expect(answer.text).not.toMatch(/secret|TypeError|at .*\.ts/u)
    expect(answer.json.detail).toContain(answer.json.instance)
    const logged = here.house.log.lines.filter(({ message }) => message === 'a request failed unexpectedly')
    expect(logged.map(({ facts }) => facts)).toEqual([{ err: expect.any(TypeError), instance: answer.json.instance }])
  })

  it('answers a store that cannot write with "not just now"', async () => {
    const here = await served()
    const headers = { cookie: await setUp(here) }
    await here.house.store.close()
    const answer = await here.ask('GET', '/api/v1/tokens', { headers })
    expect([answer.status, answer.json.code]).toEqual([503, 'unavailable'])
  })

  it('compresses what is long, for who can take it, and leaves what is short', async () => {
    const here = await served()
    const cookie = await setUp(here)
    const ask = async (path: string, accepted: string) => {
      const address = `http://127.0.0.1:${here.port}${path}`
      const answer = await fetch(address, { headers: { cookie, 'accept-encoding': accepted } })
      expect(await answer.json()).toBeTypeOf('object')
      return [answer.status, answer.headers.get('content-encoding'), answer.headers.get('vary')]
    }
    expect(await ask('/api/v1/probes', 'gzip, deflate, br')).toEqual([200, 'gzip', 'Accept-Encoding'])
    expect(await ask('/api/v1/probes', 'identity')).toEqual([200, null, 'Accept-Encoding'])
    expect(await ask('/api/v1/session', 'gzip, deflate, br')).toEqual([200, null, null])
  })

  it('refuses headers without end, and addresses that are none', async () => {
    const { port } = await served()
    expect(await rawExchange(port, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /u,
    )
    expect(await rawExchange(port, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /u)
    const bad = await rawExchange(port, 'GET /\\..\\x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    expect(bad).toMatch(/^HTTP\/1.1 400 [\s\S]*application\/problem\+json/u)
    expect(bad).toContain("default-src 'none'")
  })

  it('speaks no other protocol that a client would change to', async () => {
    const { port } = await served()
    const upgrade = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n'
    const answer = await rawExchange(
      port,
      `GET /api/v1/devices HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n`.replace('Upgrade,', 'Upgrade, close,'),
    )
    expect(answer).toMatch(/^HTTP\/1.1 401 /u)
  })

  it('serves the next request on a connection whose last one was refused before its body came', async () => {
    const { port } = await served()
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => {
      socket.destroy()
    })
    let answer = ''
    socket.on('data', (part) => {
      answer += String(part)
    })
    const head =
      'POST /api/v1/tokens HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n'
    socket.write(head)
    await vi.waitFor(() => expect(answer).toContain('401 Unauthorized'))
    socket.write('{}')
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await vi.waitFor(() => expect(answer).toContain('{"ok":true}'), 5_000)
  })

  it('ends event streams when it closes, and lets a request under way finish', async () => {
    const house = await makeHouse()
    onTestFinished(() => house.close())
    const started = Promise.withResolvers<void>()
    const finish = Promise.withResolvers<void>()
    const handlers = {
      ...makeHandlers(house),
      healthz: async () => {
        started.resolve()
        await finish.promise
        return { ok: true as const }
      },
    }
    const serving = await serve(makeApp(house, handlers, makeSite('/nowhere')), { host: '127.0.0.1', port: 0 })
    const ask = asker(serving.port)
    const cookie = cookieOf(await ask('POST', '/api/v1/setup', { json: firstSetUp((await claimCode(house)) ?? '') }))
    const stream = await listen(serving.port, { cookie })
    const slow = ask('GET', '/healthz')
    await started.promise
    const closed = serving.close()
    await vi.waitFor(() => expect(stream.isEnded()).toBe(true))
    finish.resolve()
    expect((await slow).status).toBe(200)
    await closed
    await expect(ask('GET', '/healthz')).rejects.toThrow('ECONNREFUSED')
  })

  it('rejects where the address is taken', async () => {
    const here = await served()
    const app = makeApp(here.house, makeHandlers(here.house), makeSite('/nowhere'))
    await expect(serve(app, { host: '127.0.0.1', port: here.port })).rejects.toThrow('EADDRINUSE')
  })

  it('marks cookies as secure for a browser that comes over HTTPS', async () => {
    const house = await makeHouse()
    const secure = { ...house, config: { ...house.config, publicUrl: 'https://bar.example' } }
    const serving = await serve(makeApp(secure, makeHandlers(secure), makeSite('/nowhere')), {
      host: '127.0.0.1',
      port: 0,
    })
    onTestFinished(async () => {
      await serving.close()
      await house.close()
    })
    const ask = asker(serving.port)
    const json = firstSetUp((await claimCode(house)) ?? '')
    const answer = await ask('POST', '/api/v1/setup', {
      json,
      headers: { host: 'bar.example', origin: 'https://bar.example' },
    })
    expect(answer.headers['set-cookie']?.[0]).toMatch(/; Secure$/u)
  })
})
