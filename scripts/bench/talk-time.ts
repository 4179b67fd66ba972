import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { api } from '@sereno/shared/api/index.ts'
import { startAgent } from './agent.ts'
import { percentiles, type Times } from './times-of.ts'

/** From a visitor's message to the event that a console hears, ms. */
export interface TalkTime {
  visitors: number
  /** One after the other. */
  single: Times
  /** All at once. */
  together: Times
}

const channelId = 'bench-chat'
const longestMs = 60_000

/** Lets visitors write to a live chat, each from an address of their own, while a console listens. */
export async function measureTalk(folder: string, visitors: number): Promise<TalkTime> {
  const at = new Date().toISOString()
  const channel = {
    id: channelId,
    type: 'live-chat',
    name: 'Bench',
    active: true,
    createdAt: at,
    since: at,
    settings: {},
  }
  const agent = await startAgent(folder, {
    version: 1,
    account: null,
    venue: { name: 'Bench' },
    devices: [],
    integrations: [],
    mail: null,
    channels: [channel],
  })
  const { port } = agent
  const ended = new AbortController()
  /** By its text, when a message was heard of. */
  const heard = new Map<string, () => void>()
  try {
    await agent.client.follow((event, data) => {
      if (event !== 'message') return
      for (const [text, hear] of heard) if (data.includes(text)) hear()
    }, ended.signal)
    const write = async (visitor: number, round: string) => {
      const text = `${round}-${visitor}-${randomBytes(9).toString('base64url')}`
      const begin = performance.now()
      const arrived = new Promise<number>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`${text} was not heard of`)), longestMs)
        heard.set(text, () => {
          clearTimeout(late)
          heard.delete(text)
          resolve(performance.now() - begin)
        })
      })
      await Promise.all([arrived, post(port, addressOf(visitor), { channelId, text })])
      return arrived
    }
    const single: number[] = []
    for (let visitor = 0; visitor < visitors; visitor += 1) single.push(await write(visitor, 'single'))
    const all = Array.from({ length: visitors }, (_, visitor) => write(visitor, 'together'))
    return { visitors, single: percentiles(single), together: percentiles(await Promise.all(all)) }
  } finally {
    ended.abort()
    await agent.stop()
  }
}

/** Of loopback: from one address, and from one network, nobody may begin more than so many conversations. */
const addressOf = (visitor: number): string => `127.1.${Math.floor(visitor / 50)}.${(visitor % 50) + 1}`

function post(port: number, from: string, body: object): Promise<void> {
  const { path, method, status } = api['chat.start']
  const text = JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method,
        localAddress: from,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () =>
          answer.statusCode === status ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
        )
      },
    )
    asked.on('error', reject)
    asked.end(text)
  })
}
