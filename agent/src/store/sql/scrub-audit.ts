import type { AuditChange } from '@sereno/shared/audit.ts'
import type { Database } from '../database.ts'
import type { Traces } from '../erasure-types.ts'
import { mask, scrubber } from './scrub.ts'
import { naming, needles } from './scrub-texts.ts'
import { isPersonal } from './traces.ts'

interface Line {
  sequence: number
  who: string
  username: string
  action: string
  target: string
  target_name: string
  changes: string
}

/** What one does to oneself, or before one is known. */
const ofOneself = / \/api\/v1\/(?:me|session|recovery|setup)\b/u

/** Lines of the audit log stay, and name someone no more: neither as who did it nor as whom it was done to. */
export function scrubAudit(db: Database, traces: Traces, userId: string | null): void {
  const scrub = scrubber(traces) ?? ((text: string) => text)
  const logins = JSON.stringify(traces.usernames)
  const lines = db.all<Line>(
    `SELECT sequence, who, username, action, target, target_name, changes FROM audit
     WHERE target = :userId OR username IN (SELECT value FROM json_each(:logins))
       OR EXISTS (SELECT 1 FROM json_each(:logins) WHERE instr(lower(changes), value) > 0)
       OR ${naming(['who', 'target_name', 'changes'], traces)}`,
    { userId, logins, ...needles(traces) },
  )
  for (const line of lines) {
    db.run(
      `UPDATE audit SET who = :who, username = :username, target_name = :targetName, changes = :changes
       WHERE sequence = :sequence`,
      { ...cleaned(line, traces, userId, scrub), sequence: line.sequence },
    )
  }
}

function cleaned(line: Line, { usernames, names }: Traces, userId: string | null, scrub: (text: string) => string) {
  const changes = JSON.parse(line.changes) as AuditChange[]
  const isByThem = usernames.includes(line.username)
  const isLogin = (value: string | null) => value !== null && usernames.includes(value.toLowerCase())
  const isAboutThem =
    (userId !== null && line.target === userId) ||
    (isByThem && ofOneself.test(line.action)) ||
    changes.some(({ before, after }) => isLogin(before) || isLogin(after))
  const clean = ({ path, before, after }: AuditChange): AuditChange => {
    const isMasked = isAboutThem && isPersonal(path.split('.').at(-1) ?? '')
    const over = (value: string | null) => (value === null ? null : isMasked || isLogin(value) ? mask : scrub(value))
    return { path: scrub(path), before: over(before), after: over(after) }
  }
  return {
    who: isByThem || names.includes(line.who) ? '' : line.who,
    username: isByThem ? '' : line.username,
    targetName: isAboutThem || names.includes(line.target_name) ? '' : scrub(line.target_name),
    changes: JSON.stringify(changes.map(clean)),
  }
}
