import type { Role } from '@sereno/shared/user.ts'
import type { UiKey } from './words-static.ts'

export interface NavPage {
  /** Language-free, as the browser shows it. */
  path: string
  word: UiKey
  icon: 'overview' | 'devices' | 'activity' | 'report' | 'integrations' | 'system'
  /** The letter that goes there after `g`. */
  letter: string
  /** Who sees it; the agent decides again. */
  roles: readonly Role[]
}

const readers: readonly Role[] = ['viewer', 'operator', 'technician', 'advisor', 'admin']
const technicians: readonly Role[] = ['technician', 'advisor', 'admin']

/** The pages in the menu, in their order. */
export const nav: readonly NavPage[] = [
  { path: '/', word: 'nav.overview', icon: 'overview', letter: 'o', roles: [...readers, 'kiosk'] },
  { path: '/devices', word: 'nav.devices', icon: 'devices', letter: 'd', roles: readers },
  { path: '/activity', word: 'nav.activity', icon: 'activity', letter: 'a', roles: readers },
  { path: '/report', word: 'nav.report', icon: 'report', letter: 'r', roles: readers },
  { path: '/integrations', word: 'nav.integrations', icon: 'integrations', letter: 'i', roles: readers },
  { path: '/system', word: 'nav.system', icon: 'system', letter: 's', roles: readers },
]

/** The pages of the System section, in the order of its own menu. */
export const systemPages: readonly Omit<NavPage, 'icon' | 'letter'>[] = [
  { path: '/system', word: 'nav.box', roles: readers },
  { path: '/system/mail', word: 'nav.mail', roles: technicians },
  { path: '/system/discovery', word: 'nav.venue', roles: readers },
  { path: '/system/appearance', word: 'nav.appearance', roles: readers },
  { path: '/system/about', word: 'nav.about', roles: readers },
]
