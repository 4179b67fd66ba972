import type { Me, Role } from '@sereno/shared/user.ts'
import { call } from './api.ts'
import { loginAddress } from './next-page.ts'

/** Who is signed in, and where. */
class Session {
  me = $state<Me | null>(null)
  /** What the venue is called; until its settings are read, as the company. */
  venue = $state<string | null>(null)
  get venueName(): string {
    return this.venue ?? this.me?.account.company ?? ''
  }
  get zone(): string {
    return this.me?.account.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  }
  may(roles: readonly Role[]): boolean {
    return this.me !== null && roles.includes(this.me.user.role)
  }
}

export const session = new Session()
export const technicians: readonly Role[] = ['technician', 'advisor', 'admin']
/** Those who look after users and tickets. */
export const managers: readonly Role[] = ['advisor', 'admin']
export const admins: readonly Role[] = ['admin']
export const operators: readonly Role[] = ['operator', ...technicians]

const here = () => location.pathname + location.search + location.hash

export const toLogin = (): void => location.replace(loginAddress(here()))

/**
 * Who I am; sends those who are not signed in where they can become so. `elsewhere`: they are on their way; `unsaid`: the
 * agent did not say.
 */
export async function enter(): Promise<'in' | 'elsewhere' | 'unsaid'> {
  const answer = await call('GET /api/v1/start')
  if (!answer.ok) return 'unsaid'
  session.me = answer.value.me
  if (session.me !== null) return 'in'
  if (answer.value.setupNeeded) location.replace('/setup')
  else toLogin()
  return 'elsewhere'
}
