import { Database, type Params } from './database.ts'

/**
 * What a damaged database still gives is taken over, table by table. Who may sign in comes first: without the people, the
 * first passer-by could set the house up anew.
 */
const tables = [
  'users',
  'erased',
  'sessions',
  'mailed_links',
  'recoveries',
  'tokens',
  'private_tokens',
  'second_steps',
  'recovery_codes',
  'passkeys',
  'notification_choices',
  'push_subscriptions',
  'push_quiet',
  'app_password',
  'device_tokens',
  'recipients',
  'stop_links',
  'audit',
  'keep',
  'runs',
  'outbox',
  'webhooks',
  'webhook_deliveries',
  'push_events',
  'push_deliveries',
  'incidents',
  'entries',
  'notices',
  'tickets',
  'referrals',
  'leads',
  'rollout_marks',
  'rollout_notes',
  'rollout_hand_over',
  'ticket_messages',
  'ticket_mails',
  'conversations',
  'talk_messages',
  'talk_externals',
  'talk_early_receipts',
  'talk_drafts',
  'talk_spells',
  'talk_channels',
  'told',
]
/** Files are taken over where there is a disk to hold them: beside a database in memory they would crowd out the watch. */
const files = ['avatars', 'attachments', 'attachment_parts', 'talk_files', 'talk_file_parts']
/** What is measured is most of a database and begins anew with the watch; what a database says of itself is not another's. */
const left = ['measured', 'minutes', 'hours', 'facts']
/** All tables there are, each by what becomes of it. */
export const salvaged = { tables: [...tables, ...files], left }
/** Bounds how long the start takes; of more rows the newest. */
const mostSalvaged = 100_000

/** How many rows of each table came over; of tables that give nothing, nothing is said. */
export function salvage(db: Database, damagedFile: string): Record<string, number> {
  const damaged = openQuietly(damagedFile)
  if (damaged === null) return {}
  const rows = copyRows(db, damaged, mostSalvaged, salvaged.tables)
  damaged.close()
  return rows
}

/** Of each table what can be read, the newest rows first and no more than `mostRows`. */
export function copyRows(db: Database, from: Database, mostRows: number, named = tables): Record<string, number> {
  const rows: Record<string, number> = {}
  for (const table of named) {
    const count = copyTable(db, from, table, mostRows)
    if (count > 0) rows[table] = count
  }
  return rows
}

function openQuietly(file: string): Database | null {
  try {
    return new Database(file)
  } catch {
    return null
  }
}

/** A walk ends at the first damaged page, so that the rest is walked from the other end. */
function copyTable(db: Database, from: Database, table: string, mostRows: number): number {
  let count = 0
  db.exec('BEGIN IMMEDIATE')
  for (const order of ['DESC', 'ASC']) {
    try {
      for (const row of from.rows(`SELECT * FROM ${table} ORDER BY 1 ${order} LIMIT ${mostRows}`))
        count += insert(db, table, row)
      break
    } catch {
      // The page is lost: what lies beyond it may come from the other end.
    }
  }
  db.exec('COMMIT')
  return count
}

function insert(db: Database, table: string, row: Params): number {
  const names = Object.keys(row)
  const values = names.map((name) => `:${name}`)
  try {
    return db.run(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`, row)
  } catch {
    // A row whose bytes were damaged, or whose user is gone, stays behind.
    return 0
  }
}
