import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

// A pipe is no terminal: colours would only be noise in a log.
const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' }

export interface Ended {
  code: number
  output: string
}

interface RunOptions {
  /** Also lets it speak to the terminal as it goes. */
  show?: boolean
  /** Ends it before its time. */
  signal?: AbortSignal
}

/** Runs a program of the checkout's own packages with this very Node and gives what it said. */
export function runTool(script: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  return runCommand(process.execPath, [join(root, 'node_modules', script), ...args], options)
}

export function runCommand(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  return new Promise((ended) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(options.signal ? { signal: options.signal } : {}),
      env: {
        ...process.env,
        ASTRO_TELEMETRY_DISABLED: '1',
        TURBO_TELEMETRY_DISABLED: '1',
        DO_NOT_TRACK: '1',
        ...plain,
      },
    })
    const parts: Buffer[] = []
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part: Buffer) => {
        parts.push(part)
        if (options.show) process.stdout.write(part)
      })
    }
    child.on('error', (fault) => ended({ code: 127, output: String(fault) }))
    child.on('close', (code) => ended({ code: code ?? 1, output: Buffer.concat(parts).toString() }))
  })
}
