import { randomBytes } from 'node:crypto'
import { Agent } from 'node:http'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { api } from '@sereno/shared/api/index.ts'
import { begin, type LiveChat, openLiveChat, post } from './live-chat.ts'
import { type LoopDelay, loopDelay } from './loop-delay.ts'
import { processFigures } from './process-figures.ts'
import { percentiles, type Times } from './times-of.ts'

/** What a visitor who writes 10,000 messages a minute costs, and the others meanwhile. */
export interface FloodCost {
  sent: number
  refused: number
  /** Until a refusal was here, ms. */
  refusal: Times
  /** From the message of another visitor to the event that a console hears, ms. */
  other: Times
  /** For each message, sent or refused. */
  cpuMs: number
  /** How much more memory it had in the end. */
  rssMiB: number
  /** Turns of the agent's event loop: while nobody wrote, and with the flood. */
  idle: LoopDelay
  flooded: LoopDelay
  /** How late the bench itself came meanwhile: what the machine's other work costs anyone. */
  machineDelayMaxMs: number
}

/** A handful every so many ms: 10,000 a minute. */
const [atOnce, everyMs] = [10, 60]
/** As often as one may who writes for long. */
const otherEveryMs = 2000

export async function measureFlood(folder: string, seconds: number): Promise<FloodCost> {
  const chat = await openLiveChat(folder)
  const connections = new Agent({ keepAlive: true })
  try {
    const [flood, marta] = [
      await visitor(chat, '127.2.0.1', connections),
      await visitor(chat, '127.2.0.2', connections),
    ]
    await pause(10_000)
    const idle = await loopDelay(chat)
    const machine = monitorEventLoopDelay({ resolution: 10 })
    machine.enable()
    const before = processFigures(chat.pid)
    const sending: ReturnType<typeof flood>[] = []
    const others: Promise<number>[] = []
    const start = performance.now()
    for (let due = 0; due < seconds * 1000; due += everyMs) {
      await pause(Math.max(0, start + due - performance.now()))
      for (let n = 0; n < atOnce; n += 1) sending.push(flood('x'.repeat(500)))
      if (due % otherEveryMs < everyMs) others.push(other(chat, marta))
    }
    const answers = await Promise.all(sending)
    const heard = await Promise.all(others)
    const after = processFigures(chat.pid)
    const refusals = answers.filter(({ status }) => status === 429)
    return {
      sent: answers.length,
      refused: refusals.length,
      refusal: percentiles(refusals.map(({ tookMs }) => tookMs)),
      other: percentiles(heard),
      cpuMs: ((after.cpuSeconds - before.cpuSeconds) * 1000) / answers.length,
      rssMiB: (after.rssBytes - before.rssBytes) / 2 ** 20,
      idle,
      flooded: await loopDelay(chat),
      machineDelayMaxMs: machine.max / 1e6 - 10,
    }
  } finally {
    connections.destroy()
    await chat.stop()
  }
}

/** Somebody who has begun a conversation, and goes on writing in it. */
async function visitor(chat: LiveChat, from: string, connections: Agent) {
  const token = randomBytes(32).toString('base64url')
  const id = await begin(chat, from, 'Hola', token)
  const path = api['chat.send'].path.replace(':id', id)
  const headers = { authorization: `Visitor ${token}` }
  return (text: string) =>
    post(chat.port, path, {
      from,
      connections,
      headers,
      body: { text, clientId: randomBytes(12).toString('base64url') },
    })
}

async function other(chat: LiveChat, write: Awaited<ReturnType<typeof visitor>>): Promise<number> {
  const { text, heard } = chat.awaited('another')
  const { status } = await write(text)
  if (status !== 201) throw new Error(`Another visitor was answered ${status}`)
  return heard
}
