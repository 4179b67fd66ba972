import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { axeFaults } from './axe.ts'
import { complaintsOf, english, person } from './browser.ts'
import { deliver, openPushHouse } from './push-house.ts'

const here = openPushHouse()

const card = (page: Page, state: string) => page.locator(`[data-push=${state}]`)

/** What the browser shows of us just now. */
const shown = (page: Page) =>
  page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready
    return (await worker.getNotifications()).map(({ title, body, tag, data }) => ({ title, body, tag, ...data }))
  })

it('P32c shows a problem in the browser: asked for at a press, sealed for this browser, shown while no page tells of it', async () => {
  const { url, service, paperOut, visitor } = here
  const { page, context, allow } = await visitor('prompt', await service.subscribe('ana'))
  const complaints = complaintsOf(page)
  await page.goto(`${url}/me#push`)
  await card(page, 'ask').waitFor()
  expect(await axeFaults(page, { within: '#push' })).toEqual([])
  // The person presses "Allow" in what the browser asks.
  await allow('granted')
  await page
    .getByRole('button', { name: 'Switch push on' })
    .or(page.getByRole('button', { name: 'Register again' }))
    .click()
  await card(page, 'on').waitFor()
  await page.locator('[data-push-browser=this]').getByText('No push sent yet').waitFor()

  await page.getByRole('button', { name: 'Send a test' }).click()
  await expect.poll(() => service.got.length, { timeout: 10_000 }).toBe(1)
  await deliver(page, url, service.got[0]?.text ?? '')
  await expect.poll(() => shown(page), { timeout: 10_000 }).toMatchObject([{ title: 'Push works on this browser' }])

  await paperOut()
  await expect.poll(() => service.got.length, { timeout: 10_000 }).toBe(2)
  const { headers, claims, text } = service.got[1] ?? { headers: {}, text: '' }
  expect(headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' })
  expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:bar@example.com' })
  await deliver(page, url, text)
  const titles = async () => (await shown(page)).map(({ title, url: path }) => `${title} ${path}`)
  await expect.poll(titles, { timeout: 10_000 }).toContain('\u2068Kitchen printer\u2069: out of paper /devices/kitchen')
  await page.reload()
  await card(page, 'on').waitFor()
  await page.getByText(/Last push/u).waitFor()
  expect(complaints).toEqual([])
  await context.close()
}, 90_000)

it('P36 "Allow Push" is set with the first browser, and says which browsers get pushes; each can be taken away', async () => {
  const { url, service, visitor, allowsPush } = here
  const { page, context } = await visitor('granted', await service.subscribe('second'))
  await page.goto(`${url}/me#push`)
  await card(page, 'gone').waitFor()
  await page.getByRole('button', { name: 'Register again' }).click()
  await card(page, 'on').waitFor()
  expect(await allowsPush(person.username)).toBe(true)
  const mine = page.locator('[data-push-browser=this]')
  await mine.getByRole('button', { name: /^Remove/u }).click()
  await card(page, 'gone').waitFor()
  expect(await mine.count()).toBe(0)
  await context.close()
}, 60_000)

it('P38 what the browser has blocked it shows how to allow, beside the address, and notices that it was', async () => {
  const { url, service, visitor } = here
  const { page, context, allow } = await visitor('denied', await service.subscribe('third'))
  await page.goto(`${url}/me#push`)
  await card(page, 'blocked').waitFor()
  await page.getByText('to the left of the address').waitFor()
  await page.getByRole('img', { name: /the sign to the left of the address/u }).waitFor()
  expect(await axeFaults(page, { within: '#push' })).toEqual([])
  await allow('granted')
  await card(page, 'gone').waitFor()
  await context.close()
}, 60_000)

it('P32c on plain HTTP nothing dead is offered, but the way to an encrypted connection', async () => {
  const context = await english(here.browser)
  const url = here.publicUrl
  const data = { login: person.username, password: person.password }
  const page = await context.newPage()
  await page.goto(`${url}/login`)
  await page.evaluate(
    (body) =>
      fetch('/api/v1/session', {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    data,
  )
  const complaints = complaintsOf(page)
  await page.goto(`${url}/me#push`)
  await card(page, 'needs_https').waitFor()
  expect(await page.getByRole('link', { name: 'Why, and how to fix it' }).getAttribute('href')).toBe('/trust')
  expect(await card(page, 'needs_https').getByRole('button').count()).toBe(0)
  expect(complaints).toEqual([])
  await context.close()
}, 60_000)

it('P32c a press on what is shown brings the page to the front that it tells of, or opens it', async () => {
  const { url, visitor } = here
  const { page, context } = await visitor('granted')
  await page.goto(`${url}/devices/kitchen`)
  await page.evaluate(() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready))
  await expect.poll(() => context.serviceWorkers().length).toBe(1)
  const [worker] = context.serviceWorkers()
  // A browser brings pages to the front at a person's press alone: what it would do is written down.
  const pressed = (path: string) =>
    worker?.evaluate(async (wanted) => {
      const did: string[] = []
      const scope = self as unknown as {
        registration: ServiceWorkerRegistration
        Clients: { prototype: object }
        WindowClient: { prototype: object }
        NotificationEvent: new (type: string, what: object) => Event
        dispatchEvent(event: Event): boolean
      }
      const done = new Promise<void>((resolve) => {
        const note = (what: string) => {
          did.push(what)
          resolve()
        }
        Object.assign(scope.Clients.prototype, {
          openWindow: async (href: string) => note(`open ${new URL(href).pathname}`),
        })
        Object.assign(scope.WindowClient.prototype, {
          async focus(this: { url: string }) {
            note(`focus ${new URL(this.url).pathname}`)
          },
        })
      })
      await scope.registration.showNotification('Kitchen printer', { tag: 'press', data: { url: wanted } })
      const [notification] = await scope.registration.getNotifications({ tag: 'press' })
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification }))
      await done
      return { did, left: (await scope.registration.getNotifications({ tag: 'press' })).length }
    }, path)
  expect(await pressed('/devices/kitchen')).toEqual({ did: ['focus /devices/kitchen'], left: 0 })
  expect(await pressed('/account/support?ticket=4')).toEqual({ did: ['open /account/support'], left: 0 })
  expect(await pressed('https://elsewhere.example/')).toEqual({ did: ['open /'], left: 0 })
  await context.close()
}, 60_000)
