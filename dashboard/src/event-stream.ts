/** One server-sent event. */
export interface StreamEvent {
  event: string
  data: string
  id: string | null
}

const LIMIT = 2_000_000

/**
 * Reads server-sent events (HTML Standard, 9.2.6) from chunks of text. Read by hand rather than with `EventSource`,
 * because that one can neither ask for the reader's language nor hear the heartbeats, which are comments.
 */
export function eventReader(onEvent: (event: StreamEvent) => void): (chunk: string) => void {
  let buffer = ''
  let event = ''
  let data: string[] = []
  let id: string | null = null

  const endOfEvent = () => {
    if (data.length > 0) onEvent({ event: event || 'message', data: data.join('\n'), id })
    event = ''
    data = []
  }

  const takeLine = (line: string) => {
    if (line === '') return endOfEvent()
    const colon = line.indexOf(':')
    if (colon === 0) return
    const name = colon < 0 ? line : line.slice(0, colon)
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /u, '')
    if (name === 'event') event = value
    else if (name === 'data') data.push(value)
    else if (name === 'id') id = value
  }

  return (chunk) => {
    buffer = (buffer + chunk).slice(-LIMIT)
    const lines = buffer.split(/\r\n|\n|\r(?!$)/u)
    buffer = lines.pop() ?? ''
    for (const line of lines) takeLine(line)
  }
}
