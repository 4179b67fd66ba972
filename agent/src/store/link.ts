import { Worker } from 'node:worker_threads'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import { StoreFault } from './faults.ts'
import { type DiskFault, type FromWorker, type Opened, type Reply, type ToWorker, toFault } from './messages.ts'
import type { ArgsOf, OperationName, ResultOf } from './operations.ts'

interface Waiting {
  resolve: (value: unknown) => void
  reject: (fault: Error) => void
}

/** More calls than this at once are refused: someone asks faster than the disk can answer. */
const mostWaiting = 10_000
/** A thread that ends by itself is started again, this often within an hour. */
const mostRestarts = 3
const hourMs = 3_600_000

interface LinkOptions {
  file: string
  log: Log
  clock: Clock
  script: URL
  /** Why the database is kept in memory; absent where it is on the disk. */
  inMemory?: DiskFault
}

/** The line to the thread that owns the database. */
export class Link {
  readonly #options: LinkOptions
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | null = null
  #opened: Opened = { databaseId: '', isNew: false, damaged: null }
  #calls = 0
  #restarts: number[] = []
  #closing: PromiseWithResolvers<void> | null = null

  constructor(options: LinkOptions) {
    this.#options = options
  }

  get opened(): Opened {
    return this.#opened
  }

  /**
   * `suspect`: the thread before this one ended by itself, so the file is looked through.
   * @throws {StoreFault} where the database cannot be opened
   */
  open(suspect = false): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const { file, clock, script, inMemory = null } = this.#options
    const worker = new Worker(script, { workerData: { file, now: clock.now(), suspect, inMemory } })
    this.#worker = worker
    worker.on('message', (message: FromWorker) => {
      if ('replies' in message) for (const reply of message.replies) this.#settle(reply)
      else if ('note' in message) this.#options.log[message.level](message.facts, message.note)
      else if ('opened' in message) {
        this.#begin(message.opened)
        resolve()
      } else if ('refused' in message) reject(toFault(message.refused))
    })
    worker.on('error', (fault) => reject(new StoreFault('lost', `The store's thread failed: ${fault.message}`)))
    worker.on('exit', () => {
      reject(new StoreFault('lost', "The store's thread ended"))
      if (worker === this.#worker) this.#ended()
    })
    return promise
  }

  call<N extends OperationName>(name: N, ...args: ArgsOf<N>): Promise<ResultOf<N>> {
    const { promise, resolve, reject } = Promise.withResolvers<ResultOf<N>>()
    if (this.#worker === null || this.#closing !== null) reject(new StoreFault('closed', 'The store is closed'))
    else if (this.#waiting.size >= mostWaiting) reject(new StoreFault('busy', 'Too many calls wait for the disk'))
    else this.#send(this.#worker, name, args, { resolve: (value) => resolve(value as ResultOf<N>), reject })
    return promise
  }

  /** What was asked before is still written and answered. */
  close(): Promise<void> {
    if (this.#closing === null) {
      this.#closing = Promise.withResolvers<void>()
      if (this.#worker === null) this.#closing.resolve()
      else this.#worker.postMessage({ close: true } satisfies ToWorker)
    }
    return this.#closing.promise
  }

  #send(worker: Worker, name: OperationName, args: unknown[], waiting: Waiting): void {
    this.#calls += 1
    try {
      worker.postMessage({ call: this.#calls, name, args } satisfies ToWorker)
      this.#waiting.set(this.#calls, waiting)
    } catch (fault) {
      // Something that cannot go to another thread, such as a function inside a detail.
      waiting.reject(new StoreFault('failed', (fault as Error).message))
    }
  }

  #begin(opened: Opened): void {
    this.#opened = opened
    if (opened.damaged !== null)
      this.#options.log.error(
        opened.damaged,
        'The database was damaged. It was put aside, and a new one begun with what could be read',
      )
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.call)
    this.#waiting.delete(reply.call)
    if ('fault' in reply) waiting?.reject(toFault(reply.fault))
    else waiting?.resolve(reply.value)
  }

  #ended(): void {
    this.#worker = null
    for (const { reject } of this.#waiting.values())
      reject(new StoreFault('lost', "The store's thread ended; whether this was written is not known"))
    this.#waiting.clear()
    if (this.#closing !== null) this.#closing.resolve()
    else if (this.#opened.databaseId !== '') this.#reopen()
  }

  #reopen(): void {
    const { clock, log } = this.#options
    const now = clock.monotonic()
    this.#restarts = [...this.#restarts.filter((at) => now - at < hourMs), now]
    if (this.#restarts.length > mostRestarts) {
      log.error({ restarts: mostRestarts }, "The store's thread keeps ending; it is not started again")
      return
    }
    log.error({ restart: this.#restarts.length }, "The store's thread ended; it is started again")
    this.open(true).catch((fault: Error) => log.error({ fault: fault.message }, 'The store cannot be opened again'))
  }
}
