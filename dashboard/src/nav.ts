import type { Role } from '@sereno/shared/user.ts'
import type { UiKey } from './words-static.ts'

export interface NavPage {
  /** Language-free, as the browser shows it. */
  path: string
  word: UiKey
  icon: 'overview' | 'devices' | 'activity' | 'report' | 'integrations' | 'console' | 'channels' | 'users' | 'system'
  /** The letter that goes there after `g`. */
  letter: string
  /** Who sees it; the agent decides again. */
  roles: readonly Role[]
}

const readers: readonly Role[] = ['viewer', 'operator', 'technician', 'advisor', 'admin']
const [, ...operators] = readers
const managers: readonly Role[] = ['advisor', 'admin']

/** The pages in the menu, in their order. */
export const nav: readonly NavPage[] = [
  { path: '/', word: 'nav.overview', icon: 'overview', letter: 'o', roles: [...readers, 'kiosk'] },
  { path: '/devices', word: 'nav.devices', icon: 'devices', letter: 'd', roles: readers },
  { path: '/activity', word: 'nav.activity', icon: 'activity', letter: 'a', roles: readers },
  { path: '/report', word: 'nav.report', icon: 'report', letter: 'r', roles: readers },
  { path: '/integrations', word: 'nav.integrations', icon: 'integrations', letter: 'i', roles: readers },
  { path: '/console', word: 'nav.console', icon: 'console', letter: 'c', roles: operators },
  { path: '/channels', word: 'nav.channels', icon: 'channels', letter: 'h', roles: readers },
  { path: '/users', word: 'nav.users', icon: 'users', letter: 'u', roles: managers },
  { path: '/system', word: 'nav.system', icon: 'system', letter: 's', roles: readers },
]

/** Pages that belong together, with a menu of their own. */
export interface Section {
  word: UiKey
  /** In the order of the section's menu; the first is where it begins. */
  pages: readonly Omit<NavPage, 'icon' | 'letter'>[]
}

export const sections = {
  report: {
    word: 'nav.report',
    pages: [
      { path: '/report', word: 'nav.report', roles: readers },
      { path: '/rollout', word: 'nav.rollout', roles: readers },
    ],
  },
  system: {
    word: 'nav.system',
    pages: [
      { path: '/system', word: 'nav.box', roles: readers },
      { path: '/system/mail', word: 'nav.mail', roles: readers },
      { path: '/system/backup', word: 'nav.backup', roles: ['admin'] },
      { path: '/system/discovery', word: 'nav.venue', roles: readers },
      { path: '/system/appearance', word: 'nav.appearance', roles: readers },
      { path: '/system/audit', word: 'nav.audit', roles: ['admin'] },
      { path: '/system/about', word: 'nav.about', roles: readers },
    ],
  },
  account: {
    word: 'nav.account',
    pages: [
      { path: '/account', word: 'nav.profile', roles: readers },
      { path: '/account/subscription', word: 'nav.subscription', roles: readers },
      { path: '/account/passwords', word: 'nav.passwords', roles: readers },
      { path: '/account/sessions', word: 'nav.sessions', roles: readers },
      { path: '/account/support', word: 'nav.support', roles: readers },
      { path: '/account/tokens', word: 'nav.tokens', roles: ['admin'] },
      { path: '/account/webhooks', word: 'nav.webhooks', roles: ['admin'] },
      { path: '/account/privacy', word: 'nav.privacy', roles: ['admin'] },
      { path: '/account/danger', word: 'nav.danger', roles: ['admin'] },
    ],
  },
} as const satisfies Record<string, Section>

const sectionPages = Object.values<Section>(sections).flatMap(({ pages }) => pages)

/** Addresses beside the menu's own, and who they are for. */
const others: readonly { path: string; roles: readonly Role[] }[] = [
  { path: '/me', roles: readers },
  { path: '/mailbox', roles: readers },
  { path: '/docs', roles: readers },
]

/** Who may see the page at an address: that of the longest known path before it. */
export function rolesOf(address: string): readonly Role[] {
  const fits = (path: string) => path === address || (path !== '/' && address.startsWith(`${path}/`))
  const found = [...nav, ...sectionPages, ...others]
    .filter(({ path }) => fits(path))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  return found?.roles ?? [...readers, 'kiosk']
}
