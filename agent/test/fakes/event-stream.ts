import { get, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'

export interface Told {
  id: string
  event: string
  data: Record<string, unknown>
}

/** A client of the event stream. */
export interface EventStream {
  status: number
  headers: IncomingMessage['headers']
  /** What was told so far. */
  told: Told[]
  /** Everything as it came. */
  raw(): string
  /** Whether the other side has ended it. */
  isEnded(): boolean
  /** Stops taking anything, as a browser does that sleeps. */
  stall(): void
  close(): void
}

/** Opens the event stream, or another; resolves with the answer's head. */
export function listen(
  port: number,
  headers: Record<string, string>,
  path = '/api/v1/events',
  from = '127.0.0.1',
): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const asked = get({ host: '127.0.0.1', port, path, headers, agent: false, localAddress: from }, (answer) => {
      let raw = ''
      let ended = false
      answer.on('data', (part) => {
        raw += String(part)
      })
      answer.on('error', () => undefined)
      answer.on('close', () => {
        ended = true
      })
      resolve({
        status: answer.statusCode ?? 0,
        headers: answer.headers,
        get told() {
          return parse(raw)
        },
        raw: () => raw,
        isEnded: () => ended,
        stall: () => answer.pause(),
        close: () => asked.destroy(),
      })
    })
    asked.on('error', reject)
    onTestFinished(() => {
      asked.destroy()
    })
  })
}

function parse(raw: string): Told[] {
  return raw
    .split('\n\n')
    .slice(0, -1)
    .map((block) =>
      Object.fromEntries(
        block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
      ),
    )
    .filter((fields) => 'data' in fields)
    .map(({ id = '', event = '', data = '' }) => ({ id, event, data: JSON.parse(data) }))
}
