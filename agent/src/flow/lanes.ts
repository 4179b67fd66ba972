import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'

/** Receivers that are called at the same time. */
const lanes = 4
/** Wakes at least this often, so that a jump of the clock never leaves the queue asleep. */
const wakeEveryMs = 60_000
/** How long a disk that takes no writes is waited for, before what became of a try is written once more. */
const writeAgainMs = 5000
/** How long a call may go on when the agent stops: one that is broken off is made again, and then is a double. */
const stopGraceMs = 3000

interface Queue<Head> {
  clock: Clock
  log: Log
  /** What the log calls it. */
  name: string
  /** Nothing is sent while nothing can be written down. */
  isOff(): boolean
  /** What is done before the queue is looked at. */
  prepare(): Promise<void>
  /** Of each receiver that has something waiting, the first. */
  heads(): Promise<Head[]>
  receiverOf(head: Head): string
  /** ms since 1970 */
  dueAt(head: Head, now: number): number
  /** Tries once, and writes down what came of it. */
  deliver(head: Head): Promise<void>
}

/** What empties a queue: started once, and stopped in order. */
export interface QueueWorker {
  /** Something is being sent, or looked for. */
  isBusy(): boolean
  start(): void
  /** Resolves once nobody is being called any more; what waits stays in the queue. */
  stop(): Promise<void>
}

/** A queue in which each receiver is called for one thing after the other, and some receivers at the same time. */
export interface Lanes {
  /** There may be something to send. */
  wake(): void
  /** Something is being sent, or looked for. */
  isBusy(): boolean
  /** Aborts once a call may go on no longer. */
  signal: AbortSignal
  /** Writes until the disk takes it: a call that is not written down would be made again. Gives up when stopped. */
  writeDown(write: () => Promise<void>): Promise<void>
  /** Resolves once nobody is being called any more; what waits stays in the queue. */
  stop(): Promise<void>
}

/** @returns lanes that sleep until they are woken */
export function makeLanes<Head>(queue: Queue<Head>): Lanes {
  const { clock, log, name } = queue
  const end = new AbortController()
  /** By receiver. */
  const underWay = new Map<string, Promise<void>>()
  let round: Promise<void> | null = null
  let wanted = false
  let cancelTimer = () => {}
  let stopped = false

  function wake(): void {
    wanted = true
    if (stopped || queue.isOff()) return
    round ??= rounds().finally(() => {
      round = null
      if (wanted) wake()
    })
  }

  async function rounds(): Promise<void> {
    while (wanted && !stopped) {
      wanted = false
      cancelTimer()
      let nextAt = Number.POSITIVE_INFINITY
      try {
        await queue.prepare()
        nextAt = await sendDue()
      } catch (fault) {
        log.error({ queue: name, fault: (fault as Error).message }, 'a queue cannot be read')
      }
      if (!stopped) cancelTimer = clock.after(Math.min(Math.max(nextAt - clock.now(), 0), wakeEveryMs), () => wake())
    }
  }

  /** Begins what is due, the longest due first; when the next one is. */
  async function sendDue(): Promise<number> {
    const now = clock.now()
    const free = (await queue.heads())
      .filter((head) => !underWay.has(queue.receiverOf(head)))
      .map((head) => ({ head, at: queue.dueAt(head, now) }))
    const due = free.filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
    // Who finds no lane is looked at again when one is free.
    for (const { head } of due.slice(0, lanes - underWay.size)) begin(head)
    return Math.min(...free.filter(({ at }) => at > now).map(({ at }) => at))
  }

  function begin(head: Head): void {
    const receiver = queue.receiverOf(head)
    const work = queue
      .deliver(head)
      .catch((fault: Error) => log.error({ queue: name, fault: fault.message }, 'a receiver could not be called'))
      .finally(() => {
        underWay.delete(receiver)
        wake()
      })
    underWay.set(receiver, work)
  }

  return {
    wake,
    isBusy: () => round !== null || underWay.size > 0,
    signal: end.signal,

    async writeDown(write) {
      for (;;) {
        try {
          return await write()
        } catch (fault) {
          log.error({ queue: name, fault: (fault as Error).message }, 'what became of a call cannot be written down')
          if (stopped) return
          await new Promise<void>((goOn) => {
            clock.after(writeAgainMs, goOn)
            end.signal.addEventListener('abort', () => goOn(), { once: true })
          })
        }
      }
    },

    async stop() {
      stopped = true
      wanted = false
      cancelTimer()
      const cancelGrace = clock.after(stopGraceMs, () => end.abort())
      await round
      await Promise.all(underWay.values())
      cancelGrace()
      cancelTimer()
    },
  }
}
