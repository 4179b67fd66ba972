import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../../test/fakes/receiver.ts'
import type { ResolveAll } from '../net/resolve-all.ts'
import { makeWebhookTransport } from './webhook.ts'

const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
const other = `whsec_${Buffer.alloc(64, 2).toString('base64')}`
const body = JSON.stringify({ version: 1, type: 'test', data: { name: 'Barra ñ' } })
const ownDoor = () => ({
  addresses: ['192.168.1.2', 'fe80::2'],
  ports: [7373, 7443],
  publicUrl: 'http://sereno.example:80',
})

const transportOf = (resolve?: ResolveAll, timeoutMs = 2000) =>
  makeWebhookTransport({ version: '1.2.3', timeoutMs, ownDoor, ...(resolve && { resolve }) })

const callOf = (url: string, differing: object = {}) => ({
  url,
  allowPrivateAddress: true,
  id: 'msg-1',
  body,
  secrets: [secret],
  now: Date.now(),
  ...differing,
})
const never = new AbortController().signal
const send = (receiver: Receiver, differing: object = {}) => transportOf().send(callOf(receiver.url, differing), never)

describe('a call', () => {
  test('verifies with the public library, with each of two secrets, and not once it was changed', async () => {
    const receiver = await startReceiver()
    expect(await send(receiver, { secrets: [secret, other] })).toMatchObject({ status: 204, error: null })
    const [{ headers, body: got } = { headers: {}, body: '' }] = receiver.got
    expect(new Webhook(secret).verify(got, headers)).toEqual(JSON.parse(body))
    expect(new Webhook(other).verify(got, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(secret).verify(`${got} `, headers)).toThrow()
    expect(headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'Sereno/1.2.3' })
  })

  test.each([
    [200, null],
    [299, null],
    [302, 'redirect'],
    [307, 'redirect'],
    [404, 'not_accepted'],
    [410, 'gone'],
    [500, 'not_accepted'],
  ])('that is answered with %i ends as %s', async (status, error) => {
    const receiver = await startReceiver(() => status)
    expect(await send(receiver)).toMatchObject({ status, error })
  })

  test('follows no redirect', async () => {
    const secretPlace = await startReceiver()
    const receiver = await startReceiver(
      () => (response) => response.writeHead(307, { location: secretPlace.url }).end(),
    )
    expect(await send(receiver)).toMatchObject({ status: 307, error: 'redirect' })
    expect(secretPlace.connections).toBe(0)
  })

  test('that nobody answers, or where the line breaks, is no delivery', async () => {
    const receiver = await startReceiver(() => 'hang')
    const slow = await transportOf(undefined, 200).send(callOf(receiver.url), never)
    expect(slow).toMatchObject({ status: null, error: 'ETIMEDOUT' })
    receiver.answer = () => 'drop'
    expect(await send(receiver)).toMatchObject({ status: null, error: 'ECONNRESET' })
  })

  test('reads 64 KB of an answer of 64 MB, and shows 1 KB of it', async () => {
    let written = 0
    const receiver = await startReceiver(() => (response) => {
      response.writeHead(200)
      const more = () => {
        while (written < 64 * 1024 * 1024 && !response.destroyed) {
          written += 65_536
          if (!response.write(Buffer.alloc(65_536, 'a'))) return response.once('drain', more)
        }
        return response.end()
      }
      more()
    })
    const { status, error, answer } = await send(receiver)
    expect([status, error, answer]).toEqual([200, null, 'a'.repeat(1000)])
    expect(written).toBeLessThan(32 * 1024 * 1024)
  })

  test('whose answer does not end counts as it began, and shows nothing unseen', async () => {
    const receiver = await startReceiver(() => (response) => void response.writeHead(200).write('ok\u202e\u0000!'))
    const got = await transportOf(undefined, 300).send(callOf(receiver.url), never)
    expect(got).toMatchObject({ status: 200, error: null, answer: 'ok !' })
  })

  test('goes to nobody whose certificate is not good', async () => {
    const receiver = await startReceiver(() => 204, { tls: true })
    expect(await send(receiver)).toMatchObject({ status: null, error: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
    expect(receiver.got).toEqual([])
  })
})

describe('where a name leads', () => {
  test('is looked at before each call, and the address that was looked at is called', async () => {
    const receiver = await startReceiver()
    const answers = [['203.0.113.7'], ['127.0.0.1'], ['127.0.0.1'], ['169.254.169.254'], []]
    const asked: string[] = []
    const rebinding: ResolveAll = async (host) => {
      asked.push(host)
      return answers[asked.length - 1] ?? ['127.0.0.1']
    }
    const transport = transportOf(rebinding)
    const url = `http://rebind.example:${receiver.port}/hook`
    for (const allowPrivateAddress of [false, false]) {
      expect(await transport.send(callOf(url, { allowPrivateAddress }), never)).toMatchObject({
        status: null,
        error: 'address_refused',
      })
    }
    expect(receiver.connections).toBe(0)
    // One question for one call: what the name says a moment later is not asked.
    expect(await transport.send(callOf(url), never)).toMatchObject({ status: 204 })
    expect(asked).toHaveLength(3)
    expect(receiver.got[0]?.headers.host).toBe(`rebind.example:${receiver.port}`)
    expect(await transport.send(callOf(url), never)).toMatchObject({ error: 'address_never' })
    expect(await transport.send(callOf(url), never)).toMatchObject({ error: 'ENOTFOUND' })
    expect(receiver.connections).toBe(1)
  })

  test.each([
    'http://127.0.0.1:PORT/',
    'http://127.1:PORT/',
    'http://0x7f.0.0.1:PORT/',
    'http://0177.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f000001:PORT/',
    'http://017700000001:PORT/',
    'http://127.0.0.1.:PORT/',
    'http://①②⑦.⓪.⓪.①:PORT/',
    'http://127。0。0。1:PORT/',
    'http://[::1]:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::ffff:7f00:1]:PORT/',
    'http://[0:0:0:0:0:ffff:7f00:1]:PORT/',
    'http://[::127.0.0.1]:PORT/',
    'http://[64:ff9b::127.0.0.1]:PORT/',
    'http://[2002:7f00:1::]:PORT/',
    'http://[fe80::1]:PORT/',
    'http://[fd00::1]:PORT/',
    'http://localhost:PORT/',
    'http://LOCALHOST:PORT/',
    'http://0.0.0.0:PORT/',
    'http://[::]:PORT/',
    'http://10.0.0.1:PORT/',
    'http://172.16.0.1:PORT/',
    'http://192.168.0.1:PORT/',
    'http://100.64.0.1:PORT/',
    'http://169.254.1.1:PORT/',
    'http://169.254.169.254/latest/meta-data',
    'http://[fd00:ec2::254]/latest/meta-data',
    'http://[::ffff:169.254.169.254]/',
    'http://2852039166/',
    'http://224.0.0.251:PORT/',
    'http://255.255.255.255:PORT/',
  ])('%s is not called, unless private addresses are allowed', async (pattern) => {
    const receiver = await startReceiver()
    const url = pattern.replace('PORT', String(receiver.port))
    const transport = transportOf()
    expect(await transport.check(url, false)).toMatch(/refused|never/u)
    const { status, error } = await transport.send(callOf(url, { allowPrivateAddress: false }), never)
    expect([status, error]).toEqual([null, expect.stringMatching(/^address_/u)])
    expect(receiver.connections).toBe(0)
  })

  test('never is a metadata service, nor Sereno itself, whatever is allowed', async () => {
    const transport = transportOf(async (host) => (host === 'box.example' ? ['192.168.1.2'] : [host]))
    for (const url of [
      'http://169.254.169.254/',
      'http://[fd00:ec2::254]/',
      'http://[::ffff:a9fe:a9fe]/',
      'http://127.0.0.1:7373/api/v1/users',
      'http://127.9.9.9:7373/',
      'http://[::1]:7373/',
      'http://[::ffff:127.0.0.1]:7373/',
      'http://192.168.1.2:7373/',
      'http://box.example:7373/',
      'http://sereno.example/api/v1/users',
      'http://0.0.0.0:7373/',
    ])
      expect([url, await transport.check(url, true)]).toEqual([url, 'never'])
    expect(await transport.check('http://192.168.1.2:8080/', true)).toBeNull()
    expect(await transport.check('http://192.168.1.3:7373/', true)).toBeNull()
  })

  test('of several addresses takes one that may be called; one that nobody knows is looked at later', async () => {
    const mixed = transportOf(async () => ['10.0.0.1', '8.8.8.8'])
    expect(await mixed.check('https://mixed.example/', false)).toBeNull()
    const unknown = transportOf(async () => ({ code: 'ENOTFOUND' }))
    expect(await unknown.check('https://nobody.example/', false)).toBe('unresolved')
  })
})
