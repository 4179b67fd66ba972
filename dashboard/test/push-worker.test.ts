import type { Page, Worker } from 'playwright-core'
import { expect, it } from 'vitest'
import { ask, complaintsOf, person } from './browser.ts'
import { openPushHouse, type Subscribed } from './push-house.ts'

const here = openPushHouse()
const password = 'Eva-Password-11'

/** The worker of a page, once it is in charge of it, with a subscription that the browser's maker would give. */
async function workerOf(page: Page, subscribed: Subscribed): Promise<Worker> {
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  const [worker] = page.context().serviceWorkers()
  if (worker === undefined) throw new Error('No worker')
  await worker.evaluate(({ endpoint, keys }) => {
    const scope = self as unknown as { PushManager: { prototype: object }; ended: number }
    const subscription = {
      endpoint,
      toJSON: () => ({ endpoint, expirationTime: null, keys }),
      unsubscribe: async () => {
        scope.ended += 1
        return true
      },
    }
    scope.ended = 0
    Object.assign(scope.PushManager.prototype, {
      getSubscription: async () => subscription,
      subscribe: async () => subscription,
    })
  }, subscribed)
  return worker
}

const ended = (worker: Worker) => worker.evaluate(() => (self as unknown as { ended: number }).ended)

it('P32c pushes follow whoever signs in in a browser, and end when they sign out', async () => {
  const { url, service, visitor, browsersOf, allowsPush } = here
  await here.addViewer('eva', password)
  const { page, context } = await visitor('granted')
  const complaints = complaintsOf(page)
  await page.goto(`${url}/docs`)
  const subscribed = await service.subscribe('shared')
  const worker = await workerOf(page, subscribed)
  await ask(page, 'POST', '/api/v1/me/push-subscriptions', subscribed)
  expect(await browsersOf(person.username)).toBe(1)

  await ask(page, 'POST', '/api/v1/session', { login: 'eva', password })
  await expect.poll(() => browsersOf('eva')).toBe(1)
  expect(await browsersOf(person.username)).toBe(0)
  expect(await allowsPush('eva')).toBe(false)

  await ask(page, 'DELETE', '/api/v1/session')
  expect(await browsersOf('eva')).toBe(0)
  await expect.poll(() => ended(worker)).toBe(1)
  expect(complaints).toEqual([])
  await context.close()
}, 60_000)

it('P32c a subscription that the browser lost is made anew, while somebody is signed in', async () => {
  const { url, service, visitor, browsersOf } = here
  const { page, context } = await visitor('granted')
  await page.goto(`${url}/docs`)
  const worker = await workerOf(page, await service.subscribe('lost'))
  await worker.evaluate(() => {
    const scope = self as unknown as {
      ExtendableEvent: new (type: string) => Event
      dispatchEvent(event: Event): void
    }
    scope.dispatchEvent(new scope.ExtendableEvent('pushsubscriptionchange'))
  })
  await expect.poll(() => browsersOf(person.username)).toBe(1)
  expect(await ended(worker)).toBe(0)
  await context.close()
}, 60_000)
