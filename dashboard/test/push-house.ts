import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { english, openBrowser, person } from './browser.ts'

/** What a browser gives whoever may push to it. */
export interface Subscribed {
  endpoint: string
  keys: { p256dh: string; auth: string }
}

/** `agent/test/fakes/push-venue.ts`, as far as a browser has to do with it. */
interface PushVenue {
  url: string
  publicUrl: string
  service: {
    url: string
    got: { headers: Record<string, string>; claims: { aud: string; sub: string }; text: string }[]
    subscribe(name: string): Promise<Subscribed>
  }
  claimCode(): Promise<string | null>
  paperOut(): Promise<void>
  browsersOf(username: string): Promise<number>
  allowsPush(username: string): Promise<boolean>
  addViewer(username: string, password: string): Promise<void>
  close(): Promise<void>
}

export interface PushHouse extends Omit<PushVenue, 'close' | 'claimCode'> {
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

/** The agent's own code, which is not for a browser: no type of it belongs here. */
const venueFile = new URL('../../agent/test/fakes/push-venue.ts', import.meta.url).href

/** Opens it before the tests of a file and closes it after them. */
export function openPushHouse(): PushHouse {
  const here: Partial<PushHouse> = {}
  const ends: (() => unknown)[] = []
  beforeAll(async () => {
    const { openPushVenue }: { openPushVenue(): Promise<PushVenue> } = await import(venueFile)
    const venue = await openPushVenue()
    const { host } = new URL(venue.url)
    const browser = await openBrowser(`--host-resolver-rules=MAP sereno.local:7373 ${host}`)
    ends.push(
      () => browser.close(),
      () => venue.close(),
    )
    Object.assign(here, venue, { browser })
    await setUp(venue)
    here.visitor = (permission, subscribed) => visit(here as PushHouse, permission, subscribed)
  }, 60_000)
  afterAll(async () => {
    for (const end of ends) await end()
  }, 30_000)
  return here as PushHouse
}

async function setUp({ claimCode, url }: PushVenue): Promise<void> {
  const { company, ...user } = person
  const data = { code: await claimCode(), company, timezone: 'Europe/Madrid', language: 'en', user }
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
