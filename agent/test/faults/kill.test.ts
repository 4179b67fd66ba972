import { randomInt } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from './measured.ts'
import { startAgent, type WholeAgent } from './whole-agent.ts'

const cycles = Number(process.env.SERENO_KILL_CYCLES ?? 10)

/** What the agent has acknowledged over HTTP. */
interface Said {
  keys: string[]
  name: number
}

/** Entries and settings, several at once and without a pause, until the agent is killed under them. */
async function loadUntilKilled(agent: WholeAgent, cycle: number, name: number): Promise<Said> {
  const said: Said = { keys: [], name }
  const enough = randomInt(1, 60)
  let count = 0
  let killed = false
  const go = async (work: (turn: number) => Promise<void>) => {
    while (!killed) {
      count += 1
      await work(count).catch(() => {})
      if (said.keys.length < enough || killed) continue
      killed = true
      await agent.kill()
    }
  }
  const entries = (lane: number) =>
    go(async (turn) => {
      const key = `${cycle}-${lane}-${turn}`
      const entry = { key, kind: 'Fail', message: 'No se pudo imprimir', device: 'Kitchen printer' }
      const { status } = await agent.ask('POST', '/api/v1/activity', entry)
      if (status === 200) said.keys.push(key)
    })
  const settings = go(async (turn) => {
    const { status } = await agent.ask('PATCH', '/api/v1/settings/venue', { name: `Bar ${name + turn}` })
    if (status === 200) said.name = name + turn
  })
  await Promise.all([entries(1), entries(2), entries(3), settings])
  return said
}

test(`P1 the whole agent loses nothing that it acknowledged in ${cycles} kills under load`, {
  timeout: cycles * 20_000,
}, async () => {
  const data = join(ownFolder(), 'data')
  let agent = await startAgent({ data })
  const { cookie } = agent
  let acknowledged = 0
  let lost = 0
  let name = 0
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const said = await loadUntilKilled(agent, cycle, name)
    acknowledged += said.keys.length
    agent = await startAgent({ data, cookie })
    const again = said.keys.map((key) => ({ key, kind: 'Fail', message: 'again' }))
    const { json, status, text } = await agent.ask('POST', '/api/v1/activity', again)
    expect(status, text).toBe(200)
    lost += Number(json.accepted)
    const venue = await agent.ask('GET', '/api/v1/settings/venue')
    name = Number(/\d+$/u.exec(String(venue.json.name ?? ''))?.[0] ?? 0)
    if (name < said.name) lost += 1
  }
  await agent.stop()
  measured(1, `whole agent: ${cycles} kills, ${acknowledged} entries acknowledged, ${lost} lost`)
  expect(lost).toBe(0)
})
