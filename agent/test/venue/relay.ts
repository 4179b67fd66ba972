/**
 * A program in the agent's namespace that speaks HTTP for the tests, which live outside: a line of JSON in, lines of
 * JSON out. `{id, method, path, headers, body}` gives `{id, status, headers, body}`; with `follow: true` the answer is
 * read as server-sent events, one `{id, event, data}` each. What goes wrong gives `{id, fault}`.
 */
import { type IncomingMessage, request } from 'node:http'
import { createInterface } from 'node:readline'

interface Ask {
  id: number
  method: string
  path: string
  headers: Record<string, string>
  body?: string
  follow?: boolean
}

const port = Number(process.argv[2])
const say = (line: object) => console.log(JSON.stringify(line))

async function answer(ask: Ask, response: IncomingMessage): Promise<void> {
  response.setEncoding('utf8')
  if (ask.follow && response.statusCode === 200) return followEvents(ask.id, response)
  let body = ''
  for await (const part of response) body += part
  say({ id: ask.id, status: response.statusCode, headers: response.headers, body })
}

/** Reads the stream as the standard says: fields of a line each, an empty line ends an event. */
async function followEvents(id: number, response: IncomingMessage): Promise<void> {
  say({ id, status: 200, headers: response.headers, body: '' })
  let event = 'message'
  let data: string[] = []
  for await (const line of createInterface({ input: response })) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).trim())
    else if (line === '') {
      if (data.length > 0) say({ id, event, data: JSON.parse(data.join('\n')) })
      event = 'message'
      data = []
    }
  }
  say({ id, fault: 'the stream ended' })
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const ask = JSON.parse(line) as Ask
  const fault = (reason: Error) => say({ id: ask.id, fault: reason.message })
  const going = request({ host: '127.0.0.1', port, method: ask.method, path: ask.path, headers: ask.headers })
  going.on('response', (response) => void answer(ask, response).catch(fault))
  going.on('error', fault)
  going.end(ask.body)
})
console.log('ready')
