import { type Component, mount } from 'svelte'
import { call, onEveryCall } from './api.ts'
import ContactBand from './components/ContactBand.svelte'
import DemoBand from './components/DemoBand.svelte'
import Toasts from './components/Toasts.svelte'
import TopBar from './components/TopBar.svelte'
import { watchTalks } from './console/watch-talks.ts'
import { contact, heard, onReturn, watchContact } from './contact.svelte.ts'
import { keepVenue } from './kept-venue.ts'
import { startLive } from './live.ts'
import { nav, rolesOf } from './nav.ts'
import { openOverlay } from './overlay.svelte.ts'
import { enter, operators, session, toLogin } from './session.svelte.ts'
import { listenForKeys, shortcut } from './shortcuts.ts'
import type { WordGroup } from './word-groups.ts'
import { addWords, loadWords, t } from './words.ts'
import { startWorker } from './worker.ts'

const place = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`The page has no #${id}`)
  return found
}

function show(view: Component, id: string): void {
  const target = place(id)
  target.replaceChildren()
  target.removeAttribute('aria-busy')
  mount(view, { target })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The words; an agent that stops just then has them when it is back, and the static page stands there meanwhile. */
async function wordsOf(groups: readonly WordGroup[]): Promise<void> {
  for (;;) {
    const came = await loadWords(groups).then(
      () => true,
      () => false,
    )
    if (came) return
    await pause(2000)
  }
}

/** Hides the menu's pages that are not for this person; the agent refuses them anyway. */
function trimMenu(): void {
  for (const item of document.querySelectorAll<HTMLElement>('[data-roles]')) {
    const roles = item.dataset.roles?.split(' ') ?? []
    item.hidden = session.me !== null && !roles.includes(session.me.user.role)
  }
}

/** `g d` goes to the devices, and so on through the menu; the search and the list of shortcuts have theirs everywhere. */
function takeKeys(): void {
  for (const page of nav) {
    if (!session.may(page.roles)) continue
    shortcut(`g ${page.letter}`, t('keys.go', { page: t(page.word) }), () => location.assign(page.path))
  }
  shortcut('mod+k', t('nav.search'), () => openOverlay('palette'))
  shortcut('/', t('nav.search'), () => openOverlay('palette'))
  shortcut('?', t('keys.list'), () => openOverlay('keys'))
  listenForKeys()
}

/** Adds a part that the first paint does without; where the agent is gone just then, when it is back. */
async function mountLater(load: () => Promise<{ default: Component }>): Promise<void> {
  const loaded = await load().catch(() => null)
  if (loaded !== null) mount(loaded.default, { target: document.body })
  else {
    const end = onReturn(() => {
      end()
      void mountLater(load)
    })
  }
}

/** Who has asked to be deleted sees on every page when, and how to take it back. */
async function showDeletion(): Promise<void> {
  const [band] = await Promise.all([import('./components/DeletionBand.svelte'), addWords(['account'])])
  mount(band.default, { target: place('demo-band') })
}

async function showNoPermission(): Promise<void> {
  const [page] = await Promise.all([import('./views/NoPermissionView.svelte'), addWords(['shell'])])
  show(page.default, 'view')
}

/** Without the agent a page can only show what was known last; on plain HTTP a browser keeps nothing, nor this part. */
async function showLast(): Promise<(() => void) | null> {
  if (!isSecureContext) return null
  const offline = await import('./offline.ts').catch(() => null)
  return offline?.showLast(place('view')) ?? null
}

/** A page for someone signed in: knows who looks before it draws, and stays in contact with the agent. */
export async function startPage(view: Component, groups: readonly WordGroup[] = []): Promise<void> {
  startWorker()
  await wordsOf(groups)
  // A session that ends while someone looks at a page: they sign in again, and come back to it.
  watchContact((status) => {
    if (status === 401 && session.me !== null) toLogin()
  })
  mount(DemoBand, { target: place('demo-band'), props: { withMailbox: true } })
  mount(ContactBand, { target: place('contact-band') })
  let takeAway: (() => void) | null = null
  for (;;) {
    const who = await enter()
    // An agent that answers with an error of its own is heard, and yet nothing would tell why the page does not come.
    contact.stumbling = who === 'unsaid' && contact.tries === 0
    if (who === 'in') break
    if (contact.lost) takeAway ??= await showLast()
    await pause(contact.lost ? 3000 : 1000)
  }
  takeAway?.()
  trimMenu()
  takeKeys()
  show(TopBar, 'top-bar')
  startLive()
  if (session.me !== null && session.may(operators)) watchTalks(session.me.user.id)
  if (session.may(rolesOf(location.pathname))) show(view, 'view')
  else await showNoPermission()
  mount(Toasts, { target: document.body })
  if (session.me?.user.deletionDueAt) void showDeletion()
  void mountLater(() => import('./components/NewsParts.svelte'))
  const venue = await call('GET /api/v1/settings/venue')
  if (!venue.ok) return
  session.venue = venue.value.name
  keepVenue(venue.value.name)
}

/** A page for anyone: signing in, set-up. */
export async function startDoor(view: Component, groups: readonly WordGroup[] = []): Promise<void> {
  await startStill(groups)
  show(view, 'view')
  mount(Toasts, { target: document.body })
}

/** A page that shows what was built into it, and only says where it is a demonstration. */
export async function startStill(groups: readonly WordGroup[] = []): Promise<void> {
  startWorker()
  await wordsOf(groups)
  mount(DemoBand, { target: place('demo-band'), props: { withMailbox: false } })
  onEveryCall((answered) => {
    if (answered) heard()
  })
}
