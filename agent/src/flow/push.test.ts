import { describe, expect, test, vi } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { pushScene } from '../../test/fakes/push-scene.ts'
import { startPushService } from '../../test/fakes/push-service.ts'

const [second, minute, hour] = [1000, 60_000, 3_600_000]

describe('a push', () => {
  test('is told once, and the browser says when it last got one', async () => {
    const service = await startPushService()
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    await scene.later(hour)
    expect(service.got.map(({ message }) => message.title)).toEqual(['spell'])
    expect(service.got[0]?.headers).toMatchObject({ urgency: 'high', ttl: '14400' })
    expect(await scene.store.push.list('ana')).toMatchObject([{ lastFault: null, lastDeliveredAt: expect.any(Number) }])
  })

  test('goes to all browsers, four at a time at most, and one that hangs holds up no other', async () => {
    const service = await startPushService(({ path }) => (path === '/push/b0' ? 'hang' : 201))
    const scene = await pushScene(service, { timeoutMs: 1500 })
    for (let n = 0; n < 9; n += 1) await scene.browser(`b${n}`)
    await scene.open('spell')
    await vi.waitFor(() => expect(service.got).toHaveLength(9), 5000)
    expect(service.mostOpen).toBeLessThanOrEqual(4)
  })

  test('that a browser does not want any more takes the browser away, quietly', async () => {
    const service = await startPushService(() => 410)
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    expect(await scene.store.push.list('ana')).toEqual([])
    expect(scene.log.lines.filter(({ level }) => level !== 'info')).toEqual([])
  })

  test('that is refused for good is dropped, and stands in the log', async () => {
    const service = await startPushService(() => 413)
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    await scene.later(hour)
    expect(service.got).toHaveLength(1)
    expect(await scene.store.push.list('ana')).toMatchObject([{ lastFault: 'refused' }])
    expect(scene.log.lines).toMatchObject(expect.arrayContaining([expect.objectContaining({ level: 'warn' })]))
  })

  test('that is asked to wait waits so long and no longer than an hour', async () => {
    let after = '90'
    const service = await startPushService(() => (response) => response.writeHead(429, { 'retry-after': after }).end())
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    await scene.later(89 * second)
    expect(service.got).toHaveLength(1)
    after = '86400'
    await scene.later(2 * second)
    expect(service.got).toHaveLength(2)
    expect(await scene.store.push.list('ana')).toMatchObject([{ lastFault: 'busy' }])
    service.answer = () => 201
    await scene.later(59 * minute)
    expect(service.got).toHaveLength(2)
    await scene.later(2 * minute)
    expect(service.got).toHaveLength(3)
  })

  test('is tried again with growing waits while the service is down, and given up when nobody needs it any more', async () => {
    const service = await startPushService(() => 503)
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    for (let minutes = 0; minutes < 300; minutes += 1) await scene.later(minute)
    expect(service.got.length).toBeGreaterThan(8)
    expect(service.got.length).toBeLessThan(20)
    const ttls = service.got.map(({ headers }) => Number(headers.ttl))
    expect(ttls).toEqual(ttls.toSorted((one, other) => other - one))
    expect(await scene.store.push.heads()).toEqual([])
  })

  test('of the same incident takes the place of the one that still waits', async () => {
    const service = await startPushService(() => 503)
    const scene = await pushScene(service)
    await scene.browser()
    await scene.open('spell')
    await scene.asleep()
    service.answer = () => 201
    await scene.close('spell')
    await scene.asleep()
    await scene.later(hour)
    expect(service.got.map(({ message, headers }) => [message.title, headers.topic])).toEqual([
      ['spell', 'spell'],
      ['over', 'spell'],
    ])
  })

  test('goes on where it was after a restart, also with the same keys', async () => {
    const service = await startPushService(() => 500)
    const folder = ownFolder()
    const clock = new HandClock(new Date().toISOString())
    const before = await pushScene(service, { folder, clock })
    await before.browser()
    await before.open('spell')
    await before.asleep()
    await before.delivery.stop()
    await before.store.close()
    const after = await pushScene(service, { folder, clock })
    service.answer = () => 201
    await after.later(minute)
    expect(service.got).toHaveLength(2)
    expect(new Set(service.got.map(({ publicKey }) => publicKey)).size).toBe(1)
    await after.later(hour)
    expect(service.got).toHaveLength(2)
  })
})

describe('whoever is in their quiet hours', () => {
  test('is told once when they are over', async () => {
    const service = await startPushService()
    const scene = await pushScene(service)
    await scene.browser()
    scene.isQuiet = true
    for (const id of ['one', 'two']) await scene.open(id)
    await scene.asleep()
    await scene.later(hour)
    expect(service.got).toEqual([])
    scene.isQuiet = false
    await scene.later(2 * minute)
    expect(service.got.map(({ message }) => message.title)).toEqual(['after'])
    await scene.later(hour)
    expect(service.got).toHaveLength(1)
  })
})

describe('the keys', () => {
  test('that cannot be opened any more are made anew, and every browser has to subscribe again', async () => {
    const service = await startPushService()
    const folder = ownFolder()
    const before = await pushScene(service, { folder })
    const known = await before.delivery.publicKey()
    await before.browser()
    await before.delivery.stop()
    await before.store.close()
    const after = await pushScene(service, { folder, sealedIn: ownFolder() })
    expect(await after.delivery.publicKey()).not.toBe(known)
    expect(await after.store.push.list('ana')).toEqual([])
  })

  test('are made once, however many ask at the same time', async () => {
    const scene = await pushScene(await startPushService())
    const asked = await Promise.all([1, 2, 3].map(() => scene.delivery.publicKey()))
    expect(new Set(asked).size).toBe(1)
    expect(await scene.store.push.keys()).toMatch(/^v1\./u)
  })
})
