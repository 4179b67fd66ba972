import { describe, expect, it } from 'vitest'
import { eventReader, type StreamEvent } from './event-stream.ts'

function read(...chunks: string[]): StreamEvent[] {
  const events: StreamEvent[] = []
  const feed = eventReader((event) => events.push(event))
  for (const chunk of chunks) feed(chunk)
  return events
}

describe('the event stream', () => {
  it('gives an event with its name, id and data', () => {
    expect(read('id: 7\nevent: device\ndata: {"a":1}\n\n')).toEqual([{ event: 'device', data: '{"a":1}', id: '7' }])
  })

  it('puts an event together from pieces cut anywhere', () => {
    const whole = 'event: activity\r\ndata: one\r\ndata: two\r\n\r\n'
    expect(read(...whole)).toEqual([{ event: 'activity', data: 'one\ntwo', id: null }])
  })

  it('passes over heartbeats, unknown fields and events without data', () => {
    expect(read(': beat\n\n', 'retry: 10\n\n', 'event: device\n\n', 'data\n\n')).toEqual([
      { event: 'message', data: '', id: null },
    ])
  })

  it('keeps the last id for the events after it', () => {
    const ids = read('id: 1\ndata: a\n\ndata: b\n\n').map(({ id }) => id)
    expect(ids).toEqual(['1', '1'])
  })
})
