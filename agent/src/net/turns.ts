import { limit, pause } from './limit.ts'

/**
 * Many receipt printers take one connection at a time (`printers.md`, section 7): whoever connects to an address and port
 * that may be one takes a turn first, so that this agent never stands in its own way, and never twice within a moment.
 */
const queues = new Map<string, Promise<void>>()
/** SATO asks for 150 to 200 ms between two connections. */
const betweenTurnsMs = 200

/**
 * Does `work` once no other work of the same key is being done and the last one ended 200 ms ago. `null` where that did
 * not come about within `timeoutMs`: nothing was done then.
 */
export async function takeTurn<T>(
  key: string,
  timeoutMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | null> {
  const before = queues.get(key)
  const turn = Promise.withResolvers<void>()
  const queue = (before ?? Promise.resolve()).then(() => turn.promise)
  queues.set(key, queue)
  void queue.then(() => {
    if (queues.get(key) === queue) queues.delete(key)
  })
  const isMine = before === undefined || (await comes(before, timeoutMs, signal))
  if (!isMine) {
    turn.resolve()
    return null
  }
  try {
    return await work()
  } finally {
    void pause(betweenTurnsMs).then(() => turn.resolve())
  }
}

async function comes(event: Promise<void>, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const wait = limit(timeoutMs, signal)
  const first = await Promise.race([event.then(() => 'mine' as const), wait.ended])
  wait.clear()
  return first === 'mine'
}
