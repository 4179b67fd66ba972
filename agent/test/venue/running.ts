import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { createInterface } from 'node:readline'

/** A program at work, line by line. */
export interface Running {
  pid: number
  /** Everything it wrote so far, both outputs. */
  said: readonly string[]
  /** Calls back for each further line of its standard output; returns how to stop that. */
  onLine(listener: (line: string) => void): () => void
  send(line: string): void
  /** Whether it is still at work. */
  alive(): boolean
  /** Resolves with the first line, earlier ones included, that matches; rejects when the program ends or time is up. */
  line(pattern: RegExp, timeoutMs?: number): Promise<string>
  /** Ends it (SIGTERM, then SIGKILL) and resolves once it is reaped. */
  stop(graceMs?: number): Promise<void>
}

/** Starts a program; `end` of the venue stops it if nobody else did. */
export function running(file: string, args: string[], environment: Record<string, string> = {}): Running {
  const child = spawn(file, args, {
    env: { ...process.env, MIBS: '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const lines = new EventEmitter<{ line: [string]; out: [string]; end: [] }>()
  lines.setMaxListeners(0)
  const hear = (name: 'out' | 'error') => (line: string) => {
    said.push(line)
    lines.emit('line', line)
    if (name === 'out') lines.emit('out', line)
  }
  createInterface({ input: child.stdout }).on('line', hear('out'))
  createInterface({ input: child.stderr }).on('line', hear('error'))
  child.on('error', (fault) => hear('error')(fault.message))
  // A program that ended leaves a closed pipe: what is sent to it then is lost, which its exit tells.
  child.stdin.on('error', () => {})
  child.once('close', (code, signal) => {
    said.push(`(ended with ${signal ?? code})`)
    lines.emit('end')
  })

  return {
    pid: child.pid ?? 0,
    said,
    onLine(listener) {
      lines.on('out', listener)
      return () => void lines.off('out', listener)
    },
    alive: () => child.exitCode === null && child.signalCode === null,
    send: (line) => void child.stdin.write(`${line}\n`),
    line: (pattern, timeoutMs = 15_000) =>
      new Promise((resolve, reject) => {
        const known = said.find((line) => pattern.test(line))
        if (known !== undefined) return resolve(known)
        const settle = (done: () => void) => {
          clearTimeout(timer)
          lines.off('line', look)
          lines.off('end', ended)
          done()
        }
        const look = (line: string) => pattern.test(line) && settle(() => resolve(line))
        const fail = (what: string) =>
          settle(() =>
            reject(new Error(`${file} ${args.join(' ')}: ${what} ${pattern}\n${said.slice(-30).join('\n')}`)),
          )
        const ended = () => fail('ended before it said')
        const timer = setTimeout(() => fail('did not say'), timeoutMs)
        lines.on('line', look)
        lines.once('end', ended)
      }),
    stop: (graceMs = 5000) => stop(child, graceMs),
  }
}

async function stop(child: ChildProcess, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
}
