import { describe, expect, it } from 'vitest'
import { type Role, roles } from '../user.ts'
import type { Contract } from './contract.ts'
import { api } from './index.ts'

// What the specification says of the roles, held against every contract there is.

const routes = Object.values<Contract>(api).map(({ method, path, access }) => ({ access, route: `${method} ${path}` }))
const among = (patterns: readonly RegExp[], route: string) => patterns.some((pattern) => pattern.test(route))

/** What anybody may ask: the way in, what a mail's link does, what an iPad is paired by, what load balancers ask. */
const open = [
  /^GET \/(healthz|readyz|widget\.js|trust)/u,
  /\/api\/v1\/(setup|recovery|signup|chat|opt-out|unsubscribe|hooks)(\/|$)/u,
  /^GET \/api\/v1\/(start|push-key|trust)(\/|$)/u,
  /^POST \/api\/v1\/(session|session\/passkey|session\/passkey\/options|me\/email\/confirm|checkins\/pair|public-address\/proof)$/u,
]
/** The overview, first aid and help chat; and who it is, and out. */
const forKiosks = [
  /^(GET|DELETE) \/api\/v1\/session$/u,
  /^GET \/api\/v1\/(overview|devices\/bars|events)$/u,
  /^POST \/api\/v1\/devices\/:id\/check$/u,
  /\/api\/v1\/(first-aid|chat)(\/|$)/u,
]
const forAdmins = /\/api\/v1\/(tokens|webhooks|account\/app-password|system\/(backups?|restart|update|audit))(\/|$)/u
/** The one thing that an admin may not. */
const thePlan = /\/account\/plan$/u
/** Each may what the ones before it may. */
const ladder: readonly Role[] = ['viewer', 'operator', 'technician', 'advisor', 'admin']

describe('who may call', () => {
  it('is everybody only where the way in, a mail or a load balancer needs it', () => {
    const found = routes.filter(({ access, route }) => access === 'public' && !among(open, route))
    expect(found.map(({ route }) => route)).toEqual([])
  })

  it('is the kiosk for the overview, first aid and help chat alone', () => {
    const found = routes.filter(
      ({ access, route }) => access !== 'public' && access.roles.includes('kiosk') && !among(forKiosks, route),
    )
    expect(found.map(({ route }) => route)).toEqual([])
  })

  it('is admins alone for tokens, webhooks, app password, backups and the box, and for deleting users', () => {
    const found = routes.filter(({ route }) => forAdmins.test(route) || route === 'DELETE /api/v1/users/:id')
    expect(found.length).toBeGreaterThan(8)
    for (const { access, route } of found) expect([route, access]).toMatchObject([route, { roles: ['admin'] }])
  })

  it('grows from viewer to operator, technician, advisor and admin; only the plan is the advisor’s alone', () => {
    for (const { access, route } of routes) {
      if (access === 'public') continue
      const may = thePlan.test(route)
        ? ['advisor']
        : ladder.slice(ladder.findIndex((one) => access.roles.includes(one)))
      expect([route, ladder.filter((one) => access.roles.includes(one))]).toEqual([route, may])
      expect([route, new Set(access.roles).size]).toEqual([route, access.roles.length])
      for (const role of access.roles) expect(roles).toContain(role)
    }
  })
})
