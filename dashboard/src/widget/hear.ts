import { eventReader } from '../event-stream.ts'

/** The agent is heard of each 15 s: nothing for so long, and the line is dead. */
const silenceMs = 40_000

/**
 * Listens to what happens in a conversation until the stream ends. Never rejects.
 * @param onOpen called once something came: a proxy may hold all of it back
 * @returns the status; 0 where the line was lost
 */
export async function hear(
  address: string,
  who: Record<string, string>,
  signal: AbortSignal,
  onOpen: () => void,
  onEvent: (event: string, data: string) => void,
): Promise<number> {
  const ended = new AbortController()
  const stop = () => ended.abort()
  let timer = setTimeout(stop, silenceMs)
  signal.addEventListener('abort', stop)
  try {
    const headers = { ...who, accept: 'text/event-stream' }
    const response = await fetch(address, { headers, signal: ended.signal, cache: 'no-store' })
    if (!response.ok || response.body === null) return response.status
    const feed = eventReader(({ event, data }) => onEvent(event, data))
    const reader = response.body.getReader()
    const decoder = new TextDecoder()
    for (let isFirst = true; ; isFirst = false) {
      const { done, value } = await reader.read()
      if (done) return response.status
      clearTimeout(timer)
      timer = setTimeout(stop, silenceMs)
      if (isFirst) onOpen()
      feed(decoder.decode(value, { stream: true }))
    }
  } catch {
    return 0
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
  }
}
