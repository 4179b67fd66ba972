import { describe, expect, test, vi } from 'vitest'
import { type PushService, startPushService } from '../../test/fakes/push-service.ts'
import { makeVapidKeys } from './vapid.ts'
import { makePushTransport, type PushCall } from './web-push.ts'

const vapid = makeVapidKeys()
const ownDoor = () => ({ addresses: [], ports: [1], publicUrl: 'http://sereno.local:7373' })
const never = new AbortController().signal
const text = JSON.stringify({ title: 'Impresora ñ Ж \u2068עברית\u2069' })

const transportTo = (service: PushService, timeoutMs = 2000) =>
  makePushTransport({ version: '1.2.3', timeoutMs, ownDoor, nearby: { ca: service.ca } })

async function callTo(service: PushService, differing: Partial<PushCall> = {}): Promise<PushCall> {
  const { endpoint, keys } = await service.subscribe()
  const about = { subject: 'mailto:ana@bar.example', ttlSeconds: 14_400, urgency: 'high', topic: 'topic-1' } as const
  return { endpoint, reader: keys, text, vapid, ...about, now: Date.now(), ...differing }
}

describe('a push', () => {
  test('is read by its browser alone, and says who sends it, for how long, how urgent and about what', async () => {
    const service = await startPushService()
    const call = await callTo(service)
    expect(await transportTo(service).send(call, never)).toEqual({ end: 'taken' })
    const [push] = service.got
    expect(push?.text).toBe(text)
    expect(push?.headers).toMatchObject({
      ttl: '14400',
      urgency: 'high',
      topic: 'topic-1',
      'content-encoding': 'aes128gcm',
      'user-agent': 'Sereno/1.2.3',
    })
    expect(push?.publicKey).toBe(vapid.publicKey)
    expect(push?.claims).toMatchObject({ aud: service.url, sub: 'mailto:ana@bar.example' })
    const validFor = (push?.claims.exp ?? 0) - Date.now() / 1000
    expect(validFor).toBeGreaterThan(3600)
    expect(validFor).toBeLessThanOrEqual(86_400)
  })

  test('of 3 KB fits into what a push service takes', async () => {
    const service = await startPushService()
    const call = await callTo(service, { text: JSON.stringify({ body: 'a'.repeat(3000) }) })
    expect(await transportTo(service).send(call, never)).toEqual({ end: 'taken' })
  })

  test.each([
    [200, { end: 'taken' }],
    [202, { end: 'taken' }],
    [307, { end: 'dropped', why: 'redirect' }],
    [400, { end: 'dropped', why: 'refused' }],
    [403, { end: 'dropped', why: 'refused' }],
    [404, { end: 'gone' }],
    [410, { end: 'gone' }],
    [413, { end: 'dropped', why: 'refused' }],
    [429, { end: 'later', why: 'too_many', waitMs: null }],
    [500, { end: 'later', why: 'not_taken', waitMs: null }],
    [503, { end: 'later', why: 'not_taken', waitMs: null }],
  ])('that is answered with %i ends as %j', async (status, expected) => {
    const service = await startPushService(() => status)
    expect(await transportTo(service).send(await callTo(service), never)).toMatchObject(expected)
  })

  test('waits as long as the push service asks, in seconds or until a date', async () => {
    let after = '120'
    const service = await startPushService(() => (response) => response.writeHead(429, { 'retry-after': after }).end())
    const now = Date.parse('2026-11-22T10:00:00Z')
    const call = await callTo(service, { now })
    expect(await transportTo(service).send(call, never)).toMatchObject({ waitMs: 120_000 })
    after = 'Sun, 22 Nov 2026 10:05:00 GMT'
    expect(await transportTo(service).send(call, never)).toMatchObject({ waitMs: 300_000 })
    after = 'soon'
    expect(await transportTo(service).send(call, never)).toMatchObject({ waitMs: null })
  })

  test('follows no redirect', async () => {
    const elsewhere = await startPushService()
    const service = await startPushService(
      () => (response) => response.writeHead(302, { location: `${elsewhere.url}/push/one` }).end(),
    )
    expect(await transportTo(service).send(await callTo(service), never)).toMatchObject({ end: 'dropped' })
    expect(elsewhere.mostOpen).toBe(0)
  })

  test('that nobody answers, or where the line breaks, is sent another time', async () => {
    const service = await startPushService(() => 'hang')
    expect(await transportTo(service, 200).send(await callTo(service), never)).toMatchObject({
      end: 'later',
      status: null,
    })
    service.answer = () => 'drop'
    expect(await transportTo(service).send(await callTo(service), never)).toMatchObject({ end: 'later', status: null })
    const call = await callTo(service)
    await service.close()
    expect(await transportTo(service).send(call, never)).toMatchObject({ end: 'later', why: 'ECONNREFUSED' })
  })

  test('goes to nobody whose certificate nobody vouches for', async () => {
    const service = await startPushService()
    const transport = makePushTransport({
      version: '1',
      ownDoor,
      resolve: async () => ['127.0.0.1'],
      nearby: { ca: Buffer.alloc(0) },
    })
    expect(await transport.send(await callTo(service), never)).toMatchObject({ end: 'later', status: null })
    expect(service.got).toEqual([])
  })

  test('with a key that is none is for a browser that is gone', async () => {
    const service = await startPushService()
    const p256dh = Buffer.concat([Buffer.of(4), Buffer.alloc(64, 7)]).toString('base64url')
    const call = await callTo(service)
    const sent = await transportTo(service).send({ ...call, reader: { ...call.reader, p256dh } }, never)
    expect(sent).toMatchObject({ end: 'gone' })
  })
})

describe('an endpoint', () => {
  test.each([
    ['https://127.0.0.1/push', 'refused'],
    ['https://[::1]/push', 'refused'],
    ['https://192.168.1.9/push', 'refused'],
    ['https://169.254.169.254/latest', 'never'],
    ['https://0.0.0.0/', 'never'],
  ])('%s is %s, and nobody is called', async (endpoint, verdict) => {
    const transport = makePushTransport({ version: '1', ownDoor })
    expect(await transport.check(endpoint)).toBe(verdict)
    const reader = { p256dh: vapid.publicKey, auth: 'BTBZMqHH6r4Tts7J_aSIgg' }
    const about = { subject: 'mailto:a@b.example', ttlSeconds: 60, urgency: 'normal', topic: 't' } as const
    const sent = await transport.send({ endpoint, reader, text, vapid, ...about, now: 0 }, never)
    expect(sent).toMatchObject({ end: 'later', status: null })
  })

  test('that leads elsewhere today is looked at before each push', async () => {
    const resolve = vi.fn(async () => ['127.0.0.1'])
    const transport = makePushTransport({ version: '1', ownDoor, resolve })
    expect(await transport.check('https://push.example/')).toBe('refused')
    resolve.mockResolvedValueOnce(['9.9.9.9'])
    expect(await transport.check('https://push.example/')).toBeNull()
  })
})
