import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { codeOf } from './contact.ts'

export interface Run {
  /** The exit code; `null` where the program was not started, or was stopped. */
  exit: number | null
  stdout: string
  stderr: string
  /** Why it has no exit code: of the system call, `ETIMEDOUT`, `ABORT_ERR` or `ECHILDREN`; else `null`. */
  code: string | null
}

interface RunOptions {
  timeoutMs: number
  /** What the program reads from its standard input. */
  input?: string
  signal?: AbortSignal
}

/** Programs that run at once for all of the agent; one that hangs must not drown a small machine. */
const mostChildren = 16
/** Of each output this much is kept, in characters; the rest is read and dropped. */
const mostOutput = 256 * 1024
let children = 0

/**
 * Runs a program without a shell, in plain English, and never beyond `timeoutMs`: it is then killed, and what it printed so
 * far is handed back. Never throws.
 */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<Run> {
  if (options.signal?.aborted) return Promise.resolve(notStarted('ABORT_ERR'))
  if (children >= mostChildren) return Promise.resolve(notStarted('ECHILDREN'))
  try {
    return follow(spawn(program, args, { env: { PATH: process.env.PATH, LC_ALL: 'C' }, windowsHide: true }), options)
  } catch (fault) {
    // Some refusals of the system are told as an event, others are thrown, like EPERM for a program with capabilities
    // that a container may not have.
    return Promise.resolve(notStarted(codeOf(fault)))
  }
}

const notStarted = (code: string): Run => ({ exit: null, stdout: '', stderr: '', code })

function follow(child: ChildProcessWithoutNullStreams, options: RunOptions): Promise<Run> {
  const { signal } = options
  children += 1
  return new Promise((resolve) => {
    const output = { stdout: '', stderr: '' }

    // A grandchild may hold the pipes open after the program ended, so that 'close' never comes: the deadline ends it too.
    const deadline = setTimeout(() => finish(null, 'ETIMEDOUT'), options.timeoutMs)
    const stop = () => finish(null, 'ABORT_ERR')
    signal?.addEventListener('abort', stop, { once: true })
    let isRunning = true
    let isFinished = false

    function ended() {
      if (isRunning) children -= 1
      isRunning = false
    }
    function finish(exit: number | null, code: string | null) {
      if (isFinished) return
      isFinished = true
      clearTimeout(deadline)
      signal?.removeEventListener('abort', stop)
      if (isRunning && child.pid !== undefined) child.kill('SIGKILL')
      for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy()
      resolve({ exit, ...output, code })
    }

    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        output[name] += text.slice(0, mostOutput - output[name].length)
      })
    }
    // EPIPE: the program ended before it read its input; its exit says why.
    child.stdin.on('error', () => {})
    child.on('error', (fault) => {
      ended()
      finish(null, codeOf(fault))
    })
    child.on('exit', ended)
    child.on('close', (exit) => finish(exit, exit === null ? 'EKILLED' : null))
    child.stdin.end(options.input ?? '')
  })
}
