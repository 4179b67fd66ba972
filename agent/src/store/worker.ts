import { parentPort, workerData } from 'node:worker_threads'
import type { Database } from './database.ts'
import { lockFolder } from './folder-lock.ts'
import { commitGroup, type Write } from './group.ts'
import { openInMemory, refuseWords } from './in-memory.ts'
import { type DiskFault, type FromWorker, type Reply, type ToWorker, toPlain } from './messages.ts'
import { openDatabase } from './open-database.ts'
import { type OperationName, reads, upkeep, writes } from './operations.ts'

/**
 * The thread that owns the database: SQLite is synchronous, and a slow card must not hold up the watch. Reads are
 * answered at once; writes wait some ms for company.
 */

/** Long enough for the writes of one moment to meet, too short for anyone to notice; longer while many come. */
const gatherMs = 5
const busyGatherMs = 15
const busyGroup = 4
/** Bounds how long the reads behind a group wait. */
const groupSize = 500

if (parentPort === null) throw new Error('The store runs in a thread of its own')
const port = parentPort
const send = (message: FromWorker) => port.postMessage(message)

/** A damaged page is not waited out: the thread ends, and the next one looks through the file before it serves. */
function answer(replies: Reply[]): void {
  send({ replies })
  if (replies.some((reply) => 'fault' in reply && reply.fault.code === 'corrupt')) process.exit(1)
}

const waiting: Write[] = []
let gathering: NodeJS.Timeout | null = null
let lastGroup = 0

function commit(db: Database): void {
  if (gathering !== null) clearTimeout(gathering)
  gathering = null
  lastGroup = waiting.length
  while (waiting.length > 0) answer(commitGroup(db, waiting.splice(0, groupSize)))
}

type Operation = (db: Database, ...args: unknown[]) => unknown
const find = (table: object, name: OperationName): Operation | undefined =>
  Object.hasOwn(table, name) ? (table as Record<string, Operation>)[name] : undefined

const answered = { ...reads, ...upkeep }

/** Why the database is in memory; `null` where it is on the disk. */
let inMemory: DiskFault | null = null

function take(db: Database, call: number, name: OperationName, args: unknown[]): void {
  const write = find(writes, name)
  if (write === undefined) {
    if (find(upkeep, name) !== undefined) commit(db)
    answer([read(db, call, name, args)])
    return
  }
  const run = (open: Database) => {
    if (inMemory !== null) refuseWords(name, inMemory)
    return write(open, ...args)
  }
  waiting.push({ call, run })
  if (waiting.length >= groupSize) commit(db)
  else gathering ??= setTimeout(() => commit(db), lastGroup < busyGroup ? gatherMs : busyGatherMs)
}

function read(db: Database, call: number, name: OperationName, args: unknown[]): Reply {
  try {
    return { call, value: find(answered, name)?.(db, ...args) }
  } catch (fault) {
    return { call, fault: toPlain(fault) }
  }
}

function close(db: Database, release: () => void): void {
  commit(db)
  db.close()
  release()
  send({ closed: true })
  port.close()
}

interface WorkerData {
  file: string
  now: number
  suspect: boolean
  inMemory: DiskFault | null
}

function start(): void {
  const { file, now, suspect, ...data } = workerData as WorkerData
  inMemory = data.inMemory
  try {
    const release = inMemory === null ? lockFolder(file) : () => {}
    const { db, ...opened } = inMemory === null ? openDatabase(file, now, suspect) : openInMemory(file)
    port.on('message', (message: ToWorker) => {
      if ('close' in message) close(db, release)
      else take(db, message.call, message.name, message.args)
    })
    send({ opened })
  } catch (fault) {
    send({ refused: toPlain(fault) })
  }
}

start()
