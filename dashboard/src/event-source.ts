import { eventReader, type StreamEvent } from './event-stream.ts'

/** What a reading of the agent's stream tells. */
export type Told =
  | { kind: 'event'; event: string; data: string }
  /** Something came, be it only a heartbeat. */
  | { kind: 'heard' }
  /** The stream is open again: events may have been missed. */
  | { kind: 'gap' }
  /** There is no contact; it is tried again. */
  | { kind: 'broken' }
  /** The session may have ended. */
  | { kind: 'refused' }

/** What a tab tells the shared worker: that it is there, and that it goes. */
export type FromTab = 'here' | 'bye'

export interface EventSource {
  close(): void
  /** Tries at once instead of waiting for the next turn. */
  hurry(): void
}

const RETRY_MS = 2000

/** Reads the agent's event stream, and opens it anew whenever it ends, until it is closed; `credential` says who asks, beside the cookie. */
export function openEvents(
  language: string,
  tell: (told: Told) => void,
  credential: Record<string, string> = {},
): EventSource {
  const ended = new AbortController()
  let lastId: string | null = null
  let opened = false
  let wake = () => {}

  const take = ({ event, data, id }: StreamEvent) => {
    if (id !== null) lastId = id
    tell({ kind: 'event', event, data })
  }

  async function read(): Promise<void> {
    const headers: Record<string, string> = { accept: 'text/event-stream', 'accept-language': language, ...credential }
    if (lastId !== null) headers['last-event-id'] = lastId
    const response = await fetch('/api/v1/events', { headers, signal: ended.signal, cache: 'no-store' })
    if (response.status === 401) return tell({ kind: 'refused' })
    if (!response.ok || response.body === null) return
    if (opened) tell({ kind: 'gap' })
    opened = true
    const feed = eventReader(take)
    const text = response.body.pipeThrough(new TextDecoderStream()).getReader()
    for (;;) {
      const { done, value } = await text.read()
      if (done) return
      tell({ kind: 'heard' })
      feed(value)
    }
  }

  async function keepReading(): Promise<void> {
    while (!ended.signal.aborted) {
      await read().catch(() => {})
      if (ended.signal.aborted) return
      tell({ kind: 'broken' })
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETRY_MS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  void keepReading()
  return { close: () => ended.abort(), hurry: () => wake() }
}
