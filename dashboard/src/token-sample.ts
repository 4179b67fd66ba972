import type { Scope } from '@sereno/shared/token.ts'

/** What shows best what a scope opens; of several, the first here. */
const tries: readonly (readonly [Scope, string])[] = [
  ['activity:write', '/api/v1/activity'],
  ['status:read', '/api/v1/overview'],
  ['activity:read', '/api/v1/activity'],
  ['checkin', '/api/v1/checkins'],
]

const bodies: Partial<Record<Scope, string>> = {
  'activity:write': '[{"message":"Cashier charge failed"}]',
  checkin: '{"appVersion":"1.0.0"}',
}

/** A command that shows what a token can do; `scopes` is `null` where it may all that its person may. `null`: it takes more than a line to show. */
export function tokenSample(token: string, scopes: readonly Scope[] | null, origin: string): string | null {
  const all = scopes === null || scopes.includes('admin')
  const found = tries.find(([one]) => (all ? one === 'status:read' : scopes.includes(one)))
  if (found === undefined) return null
  const [scope, path] = found
  const parts = ['curl', '-H', `'Authorization: Bearer ${token}'`]
  const body = bodies[scope]
  if (body !== undefined) parts.push('-H', "'Content-Type: application/json'", '-d', `'${body}'`)
  return [...parts, `'${origin}${path}'`].join(' ')
}
