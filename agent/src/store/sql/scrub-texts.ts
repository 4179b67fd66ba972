import type { Database, Params } from '../database.ts'
import type { TracedTable, Traces } from '../erasure-types.ts'
import { inHtml, scrubber } from './scrub.ts'

/** Texts in which people are named, by their table and what each row is known by. */
const texts: readonly { table: string; key: string; columns: readonly string[]; part: TracedTable }[] = [
  { table: 'tickets', key: 'number', columns: ['author', 'subject', 'diagnostics'], part: 'tickets' },
  { table: 'ticket_messages', key: 'sequence', columns: ['author', 'text'], part: 'tickets' },
  { table: 'conversations', key: 'sequence', columns: ['contact', 'picker', 'preview'], part: 'conversations' },
  { table: 'talk_messages', key: 'sequence', columns: ['author', 'text', 'event'], part: 'conversations' },
  { table: 'talk_files', key: 'sequence', columns: ['name'], part: 'conversations' },
  { table: 'talk_drafts', key: 'rowid', columns: ['text'], part: 'conversations' },
  { table: 'outbox', key: 'sequence', columns: ['recipient', 'subject', 'text', 'html', 'headers'], part: 'outbox' },
  { table: 'webhook_deliveries', key: 'sequence', columns: ['body'], part: 'webhook_deliveries' },
  { table: 'rollout_notes', key: 'sequence', columns: ['text'], part: 'rollout' },
  { table: 'incidents', key: 'sequence', columns: ['acknowledged_by', 'note'], part: 'incidents' },
]

/** In what else they stand, which goes or is changed as a whole. */
const rows: readonly { table: string; columns: readonly string[]; part: TracedTable }[] = [
  { table: 'users', columns: ['username', 'full_name', 'email', 'new_email', 'phone'], part: 'users' },
  { table: 'recipients', columns: ['address'], part: 'recipients' },
  { table: 'leads', columns: ['name'], part: 'leads' },
  // A number is what WhatsApp knows someone by.
  { table: 'conversations', columns: ['contact_key'], part: 'conversations' },
  { table: 'audit', columns: ['who', 'username', 'target_name', 'changes'], part: 'audit' },
]

/** Whoever is named in a text is named there no more. */
export function scrubTexts(db: Database, traces: Traces): void {
  const scrub = scrubber(traces)
  if (scrub === null) return
  for (const { table, key, columns } of texts) {
    const found = db.all<{ key: number }>(
      `SELECT ${key} AS key FROM ${table} WHERE ${naming(columns, traces)}`,
      needles(traces),
    )
    const set = columns.map((column) => `${column} = :${column}`).join(', ')
    for (const { key: at } of found) {
      const row = db.get<Params>(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${key} = :at`, { at }) ?? {}
      const clean = Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? scrub(value) : value])
      db.run(`UPDATE ${table} SET ${set} WHERE ${key} = :at`, { ...Object.fromEntries(clean), at })
    }
  }
}

/** How many rows name someone, by what they are part of. */
export function findTraces(db: Database, traces: Traces): Partial<Record<TracedTable, number>> {
  const found: Partial<Record<TracedTable, number>> = {}
  if (Object.keys(needles(traces)).length === 0) return found
  for (const { table, columns, part } of [...texts, ...rows]) {
    const { count } = db.get<{ count: number }>(
      `SELECT count(*) AS count FROM ${table} WHERE ${naming(columns, traces)}`,
      needles(traces),
    ) ?? { count: 0 }
    if (count > 0) found[part] = (found[part] ?? 0) + count
  }
  return found
}

/** What a row is looked for by; a number with anything between its digits, as people write it. */
export function needles({ emails, phones, names, usernames }: Traces): Params {
  const words = [...emails, ...names, ...names.map(inHtml), ...usernames.filter((name) => name.length > 3)]
  return Object.fromEntries([
    ...words.flatMap((word, at) => [
      [`w${at}`, word],
      [`l${at}`, word.toLowerCase()],
    ]),
    ...phones.map((phone, at) => [`p${at}`, `%${Array.from(phone.replace('+', '')).join('%')}%`]),
  ])
}

/** The condition that a row names someone. SQLite folds Latin letters alone: a name with others is found as it is written. */
export function naming(columns: readonly string[], traces: Traces): string {
  const all = columns.map((column) => `coalesce(${column}, '')`).join(" || ' ' || ")
  const hits = Object.keys(needles(traces)).map((name) =>
    name.startsWith('p')
      ? `${all} LIKE :${name}`
      : `instr(${name.startsWith('l') ? `lower(${all})` : all}, :${name}) > 0`,
  )
  return hits.length === 0 ? 'false' : `(${hits.join(' OR ')})`
}
