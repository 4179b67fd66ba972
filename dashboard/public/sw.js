// The service worker: where the context is secure it lets a page open while the agent is away, with what was known last.
// It never answers for the agent's API. To be rid of it, open any page with ?worker=off, or serve a file here that
// unregisters itself.

const KEPT = 'sereno-1'
const OVERVIEW = '/api/v1/overview'
const START = '/api/v1/start'
const SESSION = '/api/v1/session'
const PUSHES = '/api/v1/me/push-subscriptions'
const PATIENCE_MS = 5000
/** Scripts and styles of pages that were opened; the oldest go first. */
const MOST = 400

self.addEventListener('install', (event) => {
  event.waitUntil(self.skipWaiting())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name !== KEPT) await caches.delete(name)
      await self.clients.claim()
    })(),
  )
})

// A page that was opened before the worker was there, and what it had loaded.
self.addEventListener('message', (event) => {
  const { page: path, keep: loaded } = event.data ?? {}
  const files = Array.isArray(loaded) ? loaded.filter((one) => isKeepable(one)) : []
  event.waitUntil(keepAll(typeof path === 'string' && path.startsWith('/') ? [path, ...files] : files))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== self.location.origin) return
  if (pathname === SESSION && request.method !== 'GET') event.respondWith(changeOfPerson(event))
  if (request.method !== 'GET') return
  if (pathname === OVERVIEW && request.mode !== 'navigate') event.respondWith(overview(event))
  else if (pathname === START && request.mode !== 'navigate') event.respondWith(start(event))
  // A mail in a frame and a file that is opened are navigations, too: they are one person's, and never kept.
  else if (pathname.startsWith('/api/')) return
  else if (request.mode === 'navigate') event.respondWith(page(event, pathname))
  else if (isKeepable(pathname)) event.respondWith(asset(event))
})

const isKeepable = (path) =>
  typeof path === 'string' && /^\/(?:_astro\/|icons\/|favicon\.svg$|[a-z]{2}\/manifest\.webmanifest$)/u.test(path)

const isPage = (answer) => (answer.headers.get('content-type') ?? '').startsWith('text/html')

/** `/devices/abc` is one page for all devices. */
const shellOf = (path) => path.replace(/^\/devices\/.+/u, '/devices/id')

/** The agent's own page first, for it comes in the reader's language; the kept one where it does not answer. */
async function page(event, path) {
  const kept = await caches.match(shellOf(path), { ignoreVary: true })
  try {
    const answer = await inTime(fetch(event.request), kept === undefined ? null : PATIENCE_MS)
    if (answer.ok && isPage(answer)) event.waitUntil(keep(shellOf(path), answer.clone()))
    return answer
  } catch (error) {
    if (kept !== undefined) return kept
    throw error
  }
}

/** Its name changes with what is in it, so what is kept is right; the few others are renewed in the background. */
async function asset(event) {
  const path = new URL(event.request.url).pathname
  const kept = await caches.match(path, { ignoreVary: true })
  if (kept !== undefined && path.startsWith('/_astro/')) return kept
  const fresh = fetch(event.request).then((answer) => {
    if (answer.ok) event.waitUntil(keep(path, answer.clone()))
    return answer
  })
  if (kept === undefined) return fresh
  event.waitUntil(fresh.catch(() => {}))
  return kept
}

/** Grows when somebody signs in or out: what was asked for before is not kept any more. */
let person = 0

/** Someone signs in or out: the next one finds nothing of the last. */
async function changeOfPerson(event) {
  person += 1
  await forgetOverview()
  const answer = await fetch(event.request)
  person += 1
  await forgetOverview()
  if (answer.ok) event.waitUntil(passOnPushes(event.request.method))
  return answer
}

/** This browser's pushes are for whoever is signed in: the next one gets their own, and nobody gets none. */
async function passOnPushes(method) {
  const subscription = await self.registration.pushManager?.getSubscription()
  if (!subscription) return
  if (method === 'DELETE') await subscription.unsubscribe()
  else await tellOfPushes(subscription)
}

/** Where nobody is signed in, or a kiosk is, nobody is told anything. */
async function tellOfPushes(subscription) {
  const { endpoint, keys } = subscription.toJSON()
  const answer = await fetch(PUSHES, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ endpoint, keys, allow: false }),
  })
  if (answer.status === 401 || answer.status === 403) await subscription.unsubscribe()
}

self.addEventListener('push', (event) => event.waitUntil(showPush(event.data)))

/** What the agent sends, in its reader's language; a browser wants something to be shown for each push. */
async function showPush(data) {
  const told = readPush(data)
  const { title, body, tag, language, url, open, at } = told
  if (navigator.setAppBadge !== undefined && Number.isInteger(open)) {
    await (open > 0 ? navigator.setAppBadge(open) : navigator.clearAppBadge()).catch(() => {})
  }
  await self.registration.showNotification(title, {
    body,
    tag,
    lang: language,
    timestamp: at,
    // A later one about the same is news, too.
    renotify: true,
    icon: '/icons/any-192.png',
    data: { url },
  })
}

function readPush(data) {
  try {
    const told = data.json()
    if (typeof told.title === 'string' && typeof told.tag === 'string' && told.tag !== '') return told
  } catch {
    // Not from our agent, or from one that is much newer.
  }
  return { title: 'Sereno', body: '', tag: 'sereno', url: '/' }
}

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openPage(event.notification.data?.url))
})

/** A tab that shows it already comes to the front; what stands in another tab may not be saved yet. */
async function openPage(path) {
  const { origin } = self.location
  const wanted = new URL(typeof path === 'string' ? path : '/', origin)
  const { href, pathname, search } = wanted.origin === origin ? wanted : new URL('/', origin)
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const same = tabs.find(({ url }) => {
    const shown = new URL(url)
    return shown.pathname === pathname && shown.search === search
  })
  return same === undefined ? self.clients.openWindow(href) : same.focus()
}

// The browser, or its push service, took the subscription away: it gets another one for the same key.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewPushes(event)))

async function renewPushes({ newSubscription, oldSubscription }) {
  const { pushManager } = self.registration
  const applicationServerKey = oldSubscription?.options.applicationServerKey ?? (await boxKey())
  if (!newSubscription && !applicationServerKey) return
  const renewed = newSubscription ?? (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey }))
  await tellOfPushes(renewed)
}

async function boxKey() {
  const answer = await fetch(PUSHES)
  return answer.ok ? (await answer.json()).publicKey : null
}

/** The answer is the agent's own; a copy is for the page that finds the agent gone. Whoever may not see it leaves none. */
async function overview(event) {
  const asked = person
  const answer = await fetch(event.request)
  if (answer.ok && asked === person) event.waitUntil(keep(OVERVIEW, answer.clone()))
  else if (answer.status === 401 || answer.status === 403) event.waitUntil(forgetOverview())
  return answer
}

/** Where nobody is signed in any more, nothing is left of the last one. */
async function start(event) {
  const answer = await fetch(event.request)
  const copy = answer.clone()
  event.waitUntil(
    copy.json().then(
      ({ me }) => (me === null ? forgetOverview() : undefined),
      () => {},
    ),
  )
  return answer
}

async function forgetOverview() {
  const cache = await caches.open(KEPT)
  await cache.delete(OVERVIEW)
}

async function keep(path, answer) {
  const cache = await caches.open(KEPT)
  await cache.put(path, answer)
}

async function keepAll(paths) {
  const cache = await caches.open(KEPT)
  for (const path of paths) {
    if ((await cache.match(shellOf(path), { ignoreVary: true })) !== undefined) continue
    const answer = await fetch(path).catch(() => null)
    if (answer?.ok) await cache.put(shellOf(path), answer)
  }
  const assets = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith('/_astro/'))
  for (const old of assets.slice(0, Math.max(0, assets.length - MOST))) await cache.delete(old)
}

function inTime(answer, ms) {
  if (ms === null) return answer
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('late')), ms)
  })
  return Promise.race([answer, late])
}
