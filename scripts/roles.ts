import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Access, Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import type { Role } from '@sereno/shared/user.ts'
import { root } from './run.ts'

/** Makes `docs/roles.md` from the contracts in `shared/src/api/`: `node scripts/roles.ts`. */
export const rolesFile = join(root, 'docs/roles.md')

const columns: readonly Role[] = ['kiosk', 'viewer', 'operator', 'technician', 'advisor', 'admin']

const introduction = `# Who may do what

Written by \`node scripts/roles.ts\` from the contracts in \`shared/src/api/\`; a test fails where it is not up to date, and
another asks a running agent every route as everybody (\`agent/src/api/matrix.test.ts\`). The agent tells the same as
\`x-access\` in \`/openapi.json\`, and the dashboard on its page \`/docs\`.

## Who calls

- **Guest**: nobody known. What is open to guests is open to everybody.
- **Viewer**: reads and exports. **Operator**: also acknowledges problems and answers conversations. **Technician**: also
  devices, discovery, ways of looking, integrations, mail and the venue's settings. **Advisor**: also users, plan, extras and
  limits. **Admin**: everything but the plan, with tokens, webhooks, app password, backups and the deletion of users.
- **Kiosk**: a screen in the venue that anybody may stand before. It sees the overview, looks at a device again, and signs
  itself out; it changes nothing of the person who signed it in.
- **iPad**: one that was paired with the app password; its token stands for no person.
- **A token** acts as the person who made it, within its scopes: it needs the route's scope (or \`admin\`) *and* their role
  must be allowed. A browser's session needs the role alone.
- A session that ended (7 days idle, 30 days in all, signed out), a person who is disabled, a token that expired or was
  revoked: as if it were wrong, 401. Not allowed: 403. Another person's own things: 404, for admins too.
- **A conversation** of the inbox is read by all who answer. What somebody has picked is theirs alone, also once it is over:
  404 for everybody else, whatever their role or scope, and no event of it. Only \`pick\` says who was first.

## Who makes whom

Advisors and admins make users and change them: name, e-mail, phone, role, disabled or not. An **advisor may make
admins**, also of themselves, for it is the advisor who sets a venue up and hands it over: whoever is an advisor is trusted
like an admin. Only admins delete users; the last admin who may come in cannot be deleted, disabled or given another role.
Who is disabled or deleted is out at once everywhere, with sessions, tokens and open event streams. Everybody but the kiosk
changes their own name, e-mail, phone and password, and may have themselves deleted; nobody changes their own role unless
they manage users.

## How often

- **Wrong secrets** (password, code, reset token, claim code, app password, the link of a mail): 10 a minute for an address
  (IPv6: for its /64) and 10 a minute for an account, all kinds counted together; then 429 with \`Retry-After\`, without the
  secret being looked at. Right ones count nothing, and nobody is locked out for good.
- **Mails that a request causes**: recovery and confirmation ten at once from an address and one more every 6 seconds;
  welcome and confirmation three at once for a person and one more a minute.
- **A device looked at by the staff**: once in 5 seconds.
- **What somebody writes in conversations**: thirty at once and one more a second; drafts two, files one in 3 seconds.
`

const notes = `
## The routes

● may call · empty: 403, and 401 for who is not signed in
`

/** The page as Markdown. */
export const rolesPage = (): string => `${introduction}${notes}${[...byNoun()].map(sectionOf).join('')}`

function byNoun(): Map<string, Contract[]> {
  const groups = new Map<string, Contract[]>()
  for (const [name, contract] of Object.entries<Contract>(api)) {
    const [noun = name] = name.split('.')
    groups.set(noun, [...(groups.get(noun) ?? []), contract])
  }
  return groups
}

function sectionOf([noun, contracts]: [string, Contract[]]): string {
  const head = ['Route', 'guest', ...columns, 'iPad', 'scope']
  const lines = [head, head.map((_, index) => (index === 0 ? '---' : ':-:')), ...contracts.map(rowOf)]
  return `\n### ${noun}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`
}

function rowOf({ method, path, summary, access }: Contract): string[] {
  const marks = columns.map((role) => mark(mayBe(access, role)))
  const [guest, iPad] = access === 'public' ? [true, true] : [false, access.iPads === true]
  const scope = access === 'public' ? '' : `\`${access.scope}\``
  return [`\`${method} ${path}\` ${summary}`, mark(guest), ...marks, mark(iPad), scope]
}

const mayBe = (access: Access, role: Role) => access === 'public' || access.roles.includes(role)
const mark = (may: boolean) => (may ? '●' : '')

if (import.meta.main) writeFileSync(rolesFile, rolesPage())
