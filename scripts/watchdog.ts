import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** The agent says that it is alive every ten seconds; after this long without a word it is stuck, ms. */
const silentMs = 60_000
const lookEveryMs = 5000
const restartAfterMs = 5000
/** With this the agent asks to be started again at once (`agent/src/main.ts`). */
const restartCode = 75
/** What it has to know for that: that somebody does so. */
export const supervised = { SERENO_SUPERVISED: '1' }

/** How long an agent may take to end in order; its own limit is five seconds for open requests. */
const endingMs = 30_000

export interface Kept {
  /** Ends the agent, and starts none until `release`; whether it ended. */
  hold(): Promise<boolean>
  release(): void
}

/**
 * Runs the agent and starts it again when it is stuck or ended by itself; one that never came to its first word ends us
 * with its own exit code, since a second start would fail the same way. `start` has to open an `ipc` channel.
 */
export function keepAlive(start: () => ChildProcess): Kept {
  let agent = start()
  let heardAt = performance.now()
  let lookedAt = performance.now()
  let hasLived = false
  let isEnding = false
  let isHeld = false
  let waiting: NodeJS.Timeout | undefined

  function follow(child: ChildProcess): void {
    child.on('message', () => {
      hasLived = true
      heardAt = performance.now()
    })
    child.on('exit', (code, signal) => {
      if (isHeld && !isEnding) return
      const isAsked = code === restartCode
      if (isEnding || !(hasLived || isAsked)) process.exit(signal ? 1 : (code ?? 1))
      if (!isAsked) process.stderr.write(`Sereno ended by itself (${signal ?? code}); it is started again\n`)
      hasLived = false
      waiting = setTimeout(again, isAsked ? 0 : restartAfterMs)
    })
  }

  function again(): void {
    hasLived = false
    agent = start()
    follow(agent)
  }

  async function hold(): Promise<boolean> {
    isHeld = true
    clearTimeout(waiting)
    if (hasEnded(agent)) return true
    const gone = once(agent, 'exit')
    agent.kill('SIGTERM')
    const killer = setTimeout(() => agent.kill('SIGKILL'), endingMs)
    await gone
    clearTimeout(killer)
    return hasEnded(agent)
  }

  function release(): void {
    if (!isHeld) return
    isHeld = false
    heardAt = performance.now()
    if (hasEnded(agent)) again()
  }

  function look(): void {
    const now = performance.now()
    // We were stopped ourselves, and so was the agent: it gets its time anew.
    if (now - lookedAt > 2 * lookEveryMs) heardAt = now
    lookedAt = now
    if (isHeld || !hasLived || now - heardAt < silentMs) return
    process.stderr.write(`Sereno has not said a word for ${silentMs / 1000} s; it is ended and started again\n`)
    heardAt = now
    agent.kill('SIGKILL')
  }

  follow(agent)
  setInterval(look, lookEveryMs)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isEnding = true
      // Between two runs there is nobody to wait for.
      if (!agent.kill(signal)) process.exit(1)
    })
  }
  return { hold, release }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null
