import { createHash, randomUUID } from 'node:crypto'
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readSync, statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { Database } from '../database.ts'
import { textOf } from '../durable-file.ts'
import { claimCodeKey, restoredKey, runningKey } from '../keep-keys.ts'
import { mustBePlain } from '../plain-file.ts'
import { loseAnswer } from '../sql/talk-lost.ts'

/** The work on whole databases and settings, in a thread of its own: it takes seconds, and nobody may wait for it. */
export type Job =
  /** A consistent copy of a database, also while an agent writes to it. */
  | { do: 'copy'; from: string; to: string }
  /** Whether a database that came from elsewhere is sound; makes it fit to be taken over. */
  | { do: 'adopt'; file: string; most: number; restored: string }
  /** What settings lie in a file; those of a large venue take a good part of a second to check. */
  | { do: 'read'; file: string }
export type Done = { schema: number; sha256: string; bytes: number } | { read: ReadSettings } | Failed

interface Failed {
  fault: string
  errcode?: number
}

/** `null`: there is no such file, or it cannot be read. */
export type ReadSettings = { document: VenueDocument } | { refusal: { path: string; reason: string } } | null

/**
 * What a copy must not bring back: who was signed in, that an agent ran, a claim code, and mails of then that waited; they
 * may have gone out since. And it is not the same database any more: its sequence numbers will be given anew.
 */
const parting = `
  PRAGMA secure_delete = ON;
  DELETE FROM sessions;
  DELETE FROM outbox WHERE state IN ('waiting', 'sending');
  DELETE FROM keep WHERE key IN ('${runningKey}', '${claimCodeKey}', '${restoredKey}');`

/** Who was to be told by a mail that waits was not told; in databases that know of such people. */
const untelling = `
  DELETE FROM recipients WHERE stopped_at IS NULL
    AND mail_id IN (SELECT id FROM outbox WHERE state IN ('waiting', 'sending'))`

/** The links in mails of then, which open an account; in databases that know of such. */
const unlinking = 'DELETE FROM mailed_links; DELETE FROM recoveries'

/** Calls of then that waited may have gone out since; in databases that know of such. */
const unraising = 'DELETE FROM webhook_deliveries WHERE done_at IS NULL'

/** Answers that waited for a channel outside: whoever wrote them sees that, and may have them tried again. */
function unsend(db: Database): void {
  const waiting = db.all<{ id: string }>(
    "UPDATE talk_messages SET state = 'failed', fault = 'expired' WHERE state = 'waiting' RETURNING id",
  )
  for (const { id } of waiting) loseAnswer(db, id)
}

/** Pushes of then; in databases that know of such. */
const unpushing = 'DELETE FROM push_events; DELETE FROM push_deliveries; DELETE FROM push_quiet'

const has = (db: Database, table: string) =>
  db.get('SELECT 1 FROM sqlite_schema WHERE name = :table', { table }) !== undefined

function part(db: Database): void {
  if (has(db, 'recipients')) db.exec(untelling)
  if (has(db, 'mailed_links')) db.exec(unlinking)
  if (has(db, 'webhook_deliveries')) db.exec(unraising)
  if (has(db, 'push_deliveries')) db.exec(unpushing)
  if (has(db, 'talk_messages')) unsend(db)
  db.exec(parting)
  db.run("UPDATE facts SET value = :id WHERE name = 'database_id'", { id: randomUUID() })
}

const schemaOf = (db: Database) => db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0

function copy(from: string, to: string): Done {
  for (const end of ['', '-wal', '-shm']) mustBePlain(`${from}${end}`)
  if (!existsSync(from)) throw new Error(`${from} is not there`)
  const source = new Database(from)
  try {
    source.run('VACUUM INTO :to', { to })
  } finally {
    source.close()
  }
  chmodSync(to, 0o600)
  return closed(to, part)
}

function adopt(file: string, most: number, restored: string): Done {
  return closed(file, (db) => {
    // Nothing that a stranger's schema brings along may run.
    db.exec('PRAGMA trusted_schema = OFF')
    const schema = schemaOf(db)
    if (schema < 1 || schema > most) throw new Error(`schema ${schema}`)
    const triggers = db.get<{ n: number }>("SELECT count(*) AS n FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    if (triggers?.n !== 0) throw new Error('it brings triggers or views')
    const found = db.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check
    if (found !== 'ok') throw new Error(found ?? 'quick_check gave no answer')
    for (const table of ['users', 'tokens', 'entries', 'incidents', 'notices', 'minutes', 'runs'])
      db.get(`SELECT 1 FROM ${table} LIMIT 1`)
    part(db)
    db.run('INSERT INTO keep (key, value) VALUES (:key, :value)', { key: restoredKey, value: restored })
  })
}

/** Does something to a database, and leaves one whole file of it, on the disk. */
function closed(file: string, work: (db: Database) => void): Done {
  const db = new Database(file)
  let schema: number
  try {
    work(db)
    schema = schemaOf(db)
    db.exec('PRAGMA journal_mode = DELETE')
  } finally {
    db.close()
  }
  return { schema, ...sealed(file) }
}

function sealed(file: string): { sha256: string; bytes: number } {
  const hash = createHash('sha256')
  const buffer = Buffer.alloc(256 * 1024)
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
    for (;;) {
      const read = readSync(handle, buffer)
      if (read === 0) break
      hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(handle)
  }
  return { sha256: hash.digest('hex'), bytes: statSync(file).size }
}

async function read(file: string): Promise<Done> {
  // The other work needs none of it.
  const { mostVenueBytes, readVenue } = await import('../read-venue.ts')
  const text = await textOf(file, mostVenueBytes + 1).catch(() => null)
  if (text === null) return { read: null }
  const found = readVenue(text)
  if ('document' in found) return { read: found }
  const { path, reason } = found.refusal
  return { read: { refusal: { path, reason } } }
}

async function run(job: Job): Promise<Done> {
  try {
    if (job.do === 'read') return await read(job.file)
    return job.do === 'copy' ? copy(job.from, job.to) : adopt(job.file, job.most, job.restored)
  } catch (fault) {
    const { errcode, message } = fault as { errcode?: number; message: string }
    return { fault: message, ...(errcode !== undefined && { errcode }) }
  }
}

parentPort?.postMessage(await run(workerData as Job))
