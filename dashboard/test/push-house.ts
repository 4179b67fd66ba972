import { join } from 'node:path'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { makeApp } from '../../agent/src/api/app.ts'
import { makeHandlers } from '../../agent/src/api/routes/index.ts'
import { serve } from '../../agent/src/api/server.ts'
import { makeSite } from '../../agent/src/api/static.ts'
import { makePushDelivery } from '../../agent/src/flow/push.ts'
import { makePushKeys } from '../../agent/src/flow/push-keys.ts'
import { afterQuiet, spreadPush } from '../../agent/src/services/push/spread-push.ts'
import { claimCode } from '../../agent/src/services/setup/claim-code.ts'
import { makePushTransport } from '../../agent/src/transports/web-push.ts'
import { makeHouse, type PretendHouse } from '../../agent/test/fakes/house.ts'
import { openPushService, type PushService, type Subscribed } from '../../agent/test/fakes/push-service.ts'
import { english, openBrowser, person } from './browser.ts'

/** A house behind the real door, whose pushes go to a service on loopback, and a browser that is signed in. */
export interface PushHouse {
  house: PretendHouse
  url: string
  service: PushService
  browser: Browser
  /** A browser of its own, signed in; what it is allowed is as the test says. */
  visitor(permission: Permission, subscribed?: Subscribed): Promise<Visitor>
}
export interface Visitor {
  context: BrowserContext
  page: Page
  allow(permission: Permission): Promise<void>
}
type Permission = 'granted' | 'denied' | 'prompt'

/** Opens it before the tests of a file and closes it after them. */
export function openPushHouse(): PushHouse {
  const here: Partial<PushHouse> = {}
  const ends: (() => unknown)[] = []
  beforeAll(async () => {
    const house = await makeHouse()
    const service = await openPushService()
    const push = makePushDelivery({
      ...house,
      keys: makePushKeys(house),
      // The one way to a push service of one's own machine: no request and no setting leads there.
      transport: makePushTransport({
        version: 'test',
        ownDoor: () => ({ addresses: [], ports: [1], publicUrl: house.config.publicUrl }),
        nearby: { ca: service.ca },
      }),
      subject: () => `mailto:${person.email}`,
      spread: (event) => spreadPush(house, event),
      afterQuiet: (userId) => afterQuiet(house, userId),
    })
    Object.assign(house, { push })
    const site = makeSite(join(import.meta.dirname, '../dist'))
    const serving = await serve(makeApp(house, makeHandlers(house), await site), { host: '127.0.0.1', port: 0 })
    push.start()
    const url = `http://127.0.0.1:${serving.port}`
    const browser = await openBrowser(`--host-resolver-rules=MAP sereno.local:7373 127.0.0.1:${serving.port}`)
    ends.push(
      () => browser.close(),
      () => push.stop(),
      () => serving.close(),
      () => service.close(),
      () => house.close(),
    )
    Object.assign(here, { house, url, service, browser })
    await setUp(here as PushHouse)
    here.visitor = (permission, subscribed) => visit(here as PushHouse, permission, subscribed)
  }, 60_000)
  afterAll(async () => {
    for (const end of ends) await end()
  }, 30_000)
  return here as PushHouse
}

async function setUp({ house, url }: PushHouse): Promise<void> {
  const { company, ...user } = person
  const data = { code: await claimCode(house), company, timezone: 'Europe/Madrid', language: 'en', user }
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/v1/setup`, { method: 'POST', headers, body: JSON.stringify(data) })
  if (!answer.ok) throw new Error(`Set-up: ${answer.status} ${await answer.text()}`)
}

async function visit({ browser, url }: PushHouse, permission: Permission, subscribed?: Subscribed): Promise<Visitor> {
  const context = await english(browser)
  if (subscribed !== undefined) await context.addInitScript(subscribe, subscribed)
  const { login, password } = { login: person.username, password: person.password }
  const answer = await context.request.post(`${url}/api/v1/session`, { data: { login, password } })
  if (!answer.ok()) throw new Error(`Sign-in: ${answer.status()}`)
  const page = await context.newPage()
  const cdp = await page.context().newCDPSession(page)
  const { browserContextId } = (await cdp.send('Target.getTargetInfo')).targetInfo
  const whose = { origin: url, ...(browserContextId !== undefined && { browserContextId }) }
  const allow = async (setting: Permission) => {
    await cdp.send('Browser.setPermission', { permission: { name: 'notifications' }, setting, ...whose })
  }
  await allow(permission)
  return { context, page, allow }
}

/** In the page: what the browser's maker would give, who cannot be reached here. */
function subscribe({ endpoint, keys }: Subscribed): void {
  const kept = 'test-push-key'
  const bytes = (text: string) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0)).buffer
  const made = (key: string) => ({
    endpoint,
    options: { userVisibleOnly: true, applicationServerKey: bytes(key) },
    toJSON: () => ({ endpoint, expirationTime: null, keys }),
    unsubscribe: async () => {
      localStorage.removeItem(kept)
      return true
    },
  })
  Object.assign(PushManager.prototype, {
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      localStorage.setItem(kept, applicationServerKey)
      return made(applicationServerKey)
    },
    getSubscription: async () => {
      const key = localStorage.getItem(kept)
      return key === null ? null : made(key)
    },
  })
}

/** The browser of a page gets a push, as from its push service. */
export async function deliver(page: Page, url: string, text: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const registrationId = await registrationOf(cdp)
  await cdp.send('ServiceWorker.deliverPushMessage', { origin: `${url}/`, registrationId, data: text })
  await cdp.detach()
}

async function registrationOf(cdp: CDPSession): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const [first] = registrations.filter(({ isDeleted }) => !isDeleted)
    if (first !== undefined) resolve(first.registrationId)
  })
  await cdp.send('ServiceWorker.enable')
  return promise
}
