import type { Role } from '@sereno/shared/user.ts'
import type { UiKey } from './words-static.ts'

export interface NavPage {
  /** Language-free, as the browser shows it. */
  path: string
  word: UiKey
  icon: 'overview' | 'devices' | 'activity' | 'integrations' | 'mail' | 'venue'
  /** Who sees it; the agent decides again. */
  roles: readonly Role[]
}

const readers: readonly Role[] = ['viewer', 'operator', 'technician', 'advisor', 'admin']
const technicians: readonly Role[] = ['technician', 'advisor', 'admin']

/** The pages in the menu, in their order. */
export const nav: readonly NavPage[] = [
  { path: '/', word: 'nav.overview', icon: 'overview', roles: [...readers, 'kiosk'] },
  { path: '/devices', word: 'nav.devices', icon: 'devices', roles: readers },
  { path: '/activity', word: 'nav.activity', icon: 'activity', roles: readers },
  { path: '/integrations', word: 'nav.integrations', icon: 'integrations', roles: readers },
  { path: '/settings/mail', word: 'nav.mail', icon: 'mail', roles: technicians },
  { path: '/settings/venue', word: 'nav.venue', icon: 'venue', roles: readers },
]
