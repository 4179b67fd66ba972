import { randomBytes } from 'node:crypto'
import { type Agent, request } from 'node:http'
import { api } from '@sereno/shared/api/index.ts'
import { type BenchAgent, startAgent } from './agent.ts'

/** An agent with a live chat, and a console that listens. */
export interface LiveChat extends BenchAgent {
  channelId: string
  /** A text that nobody else writes, and how long it takes from now until the console hears of it, ms. */
  awaited(words: string): { text: string; heard: Promise<number> }
}

/** What was answered, after how many ms. */
export interface Posted {
  status: number
  text: string
  tookMs: number
}

const channelId = 'bench-chat'
const longestMs = 60_000

export async function openLiveChat(folder: string): Promise<LiveChat> {
  const at = new Date().toISOString()
  const channel = {
    ...{ id: channelId, type: 'live-chat', name: 'Bench', active: true, createdAt: at, since: at },
    settings: {},
  }
  const nothing = { account: null, venue: { name: 'Bench' }, devices: [], integrations: [], mail: null }
  const agent = await startAgent(folder, { version: 1, ...nothing, channels: [channel] })
  const ended = new AbortController()
  /** By its text, what is to be done once a message was heard of. */
  const waiting = new Map<string, () => void>()
  await agent.client.follow((event, data) => {
    if (event !== 'message') return
    for (const [text, hear] of waiting) if (data.includes(text)) hear()
  }, ended.signal)
  return {
    ...agent,
    channelId,
    awaited(words) {
      const text = `${words}-${randomBytes(9).toString('base64url')}`
      const begin = performance.now()
      const heard = new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${text} was not heard of`)), longestMs)
        waiting.set(text, () => {
          clearTimeout(late)
          waiting.delete(text)
          resolve(performance.now() - begin)
        })
      })
      return { text, heard }
    },
    async stop() {
      ended.abort()
      await agent.stop()
    },
  }
}

/** Begins a conversation as a visitor's page does, from an address of loopback. */
export async function begin({ port, channelId: id }: LiveChat, from: string, text: string, visitorToken?: string) {
  const { path, status } = api['chat.start']
  const posted = await post(port, path, { from, body: { channelId: id, text, ...(visitorToken && { visitorToken }) } })
  if (posted.status !== status) throw new Error(`${path}: ${posted.status} ${posted.text}`)
  return String(JSON.parse(posted.text).id)
}

interface Posting {
  from: string
  body: object
  headers?: Record<string, string>
  connections?: Agent
}

export function post(port: number, path: string, { from, body, headers, connections }: Posting): Promise<Posted> {
  const text = JSON.stringify(body)
  const begun = performance.now()
  const length = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path, method: 'POST', localAddress: from },
        headers: { ...length, ...headers },
        ...(connections && { agent: connections }),
      },
      (answer) => {
        let said = ''
        answer.on('data', (part) => {
          said += String(part)
        })
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, text: said, tookMs: performance.now() - begun }),
        )
      },
    )
    asked.on('error', reject)
    asked.end(text)
  })
}
