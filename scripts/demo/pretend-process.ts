import { type ChildProcess, spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A pretend device at work. */
export interface PretendProcess {
  /** What it printed before it was ready. */
  said: string[]
  /** Changes its condition; resolves once that is in force. */
  set(condition: object): Promise<void>
  /** Stops it where it stands, or lets it go on: while it stands it answers nothing and takes no connection. */
  freeze(): Promise<void>
  thaw(): Promise<void>
  end(): void
}

/** Starts a program of this folder; resolves once it is ready. `port` is the one whose connections it takes, if any. */
export async function startPretend(program: string, args: string[], port: number | null): Promise<PretendProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const said: string[] = []
  const waiting: (() => void)[] = []
  const ready = Promise.withResolvers<void>()
  child.on('exit', (code) => ready.reject(new Error(`${program} ended with ${code} before it was ready`)))
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line === 'ready') ready.resolve()
    else if (line === 'ok') waiting.shift()?.()
    else said.push(line)
  })
  await ready.promise
  let queued: Socket[] = []
  return {
    said,
    set: (condition) =>
      new Promise((done) => {
        waiting.push(done)
        child.stdin.write(`${JSON.stringify(condition)}\n`)
      }),
    async freeze() {
      child.kill('SIGSTOP')
      if (port !== null) queued = await fillQueue(args[0] ?? '', port)
    },
    async thaw() {
      for (const socket of queued) socket.destroy()
      queued = []
      child.kill('SIGCONT')
    },
    end: () => endOf(child),
  }
}

/**
 * Fills the queue of a program that takes no connections any more, so that the kernel answers no further one: what a
 * device that is off looks like, and what no rule of a firewall is needed for.
 */
function fillQueue(host: string, port: number): Promise<Socket[]> {
  const sockets = Array.from({ length: 4 }, () => connect({ host, port }).on('error', () => {}))
  // The queue holds two; when those are in, the next ones wait without an answer.
  const [one, two] = sockets.map((socket) => new Promise<void>((open) => socket.once('connect', () => open())))
  return Promise.all([one, two]).then(() => sockets)
}

function endOf(child: ChildProcess): void {
  child.kill('SIGCONT')
  child.kill('SIGKILL')
}
