import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Contract } from '@sereno/shared/api/contract.ts'
import { api } from '@sereno/shared/api/index.ts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listen } from '../fakes/event-stream.ts'
import { goodPassword } from '../fakes/served.ts'
import { measured } from './measured.ts'
import { dice, mutate } from './mutate.ts'
import { startAgent, type WholeAgent } from './whole-agent.ts'

const seed = Number(process.env.SERENO_SEED ?? 20_261_122)
let agent: WholeAgent
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sereno-test-'))
  agent = await startAgent({ data: folder })
})
afterAll(async () => {
  await agent.stop()
  rmSync(folder, { recursive: true })
})
const residentMb = () =>
  Number(/^VmRSS:\s+(\d+)/mu.exec(readFileSync(`/proc/${agent.program.pid}/status`, 'utf8'))?.[1]) / 1024

test('P28 a thousand clients that never end their request leave the others served', async () => {
  const slow = Array.from({ length: 1000 }, () => {
    const socket = connect(agent.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ')
    return socket
  })
  await Promise.all(
    slow.map((socket) => socket.pending && Promise.race([once(socket, 'connect'), once(socket, 'close')])),
  )
  const dribble = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('a')
  }, 1000)
  const times: number[] = []
  let refused = 0
  for (let n = 0; n < 200; n += 1) {
    const startedAt = performance.now()
    const status = await agent.askAs('GET', '/healthz').then(
      (answer) => answer.status,
      () => 0,
    )
    if (status !== 200) refused += 1
    times.push(performance.now() - startedAt)
    await wait(50)
  }
  clearInterval(dribble)
  for (const socket of slow) socket.destroy()
  const p99 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0
  measured(28, `1000 slow clients: p99 of others ${p99.toFixed(0)} ms, ${refused} of ${times.length} not served`)
  expect(refused).toBe(0)
  expect(p99).toBeLessThanOrEqual(500)
})

test('P29 of 500 listeners so many as there is room for are let in, and those who take nothing are dropped', async () => {
  const before = residentMb()
  const opened = await Promise.all(
    Array.from({ length: 500 }, () => listen(agent.port, { cookie: agent.cookie }).catch(() => null)),
  )
  const streams = opened.filter((stream) => stream?.status === 200)
  for (const stream of streams.slice(0, 10)) stream?.stall()
  let most = 0
  for (let n = 0; n < 300; n += 1) {
    const entry = { kind: 'Fail', message: `No se pudo imprimir ${'x'.repeat(1500)}` }
    await agent.ask('POST', '/api/v1/activity', [entry, entry, entry, entry])
    most = Math.max(most, residentMb())
  }
  for (const stream of opened) stream?.close()
  const more = most - before
  measured(29, `500 listeners: ${streams.length} let in, 10 stalled, resident +${more.toFixed(0)} MB`)
  expect(streams.length).toBeLessThanOrEqual(100)
  expect(more).toBeLessThanOrEqual(50)
})

test('P30 no body of 10,000 malformed ones is answered with a server error', async () => {
  const roll = dice(seed)
  const routes = Object.values<Contract>(api).filter(({ body }) => body !== undefined)
  const good = JSON.stringify({
    name: 'Bar',
    kind: 'Fail',
    message: 'No se pudo imprimir',
    address: '10.0.0.1',
    devices: [{ id: 'd1', probes: [{ type: 'icmp', everySeconds: 10, options: { port: 9100 } }] }],
    emails: ['a@b.example'],
    at: '2026-11-22T10:00:00.000Z',
    deep: { a: [1e308, -0, null, true, '\u202e<b>=1+1'] },
  })
  const types = ['application/json', 'application/json; charset=utf-16', 'text/plain', 'multipart/form-data', '']
  const statuses = new Map<number, number>()
  const bad: string[] = []
  const lane = async (count: number) => {
    for (let n = 0; n < count; n += 1) {
      const route = routes[roll(routes.length)]
      const path = (route?.path ?? '').replaceAll(/:\w+/gu, () => ['x', '%00', '..', 'd1'][roll(4)] ?? '')
      const type = types[roll(8)] ?? 'application/json'
      const body = roll(100) === 0 ? Buffer.alloc(2_000_000, '[') : mutate(Buffer.from(good), roll)
      const headers = { cookie: agent.cookie, ...(type === '' ? {} : { 'content-type': type }) }
      // A connection that was ended because the body was too long is as good as a 413.
      const status = await agent.askAs(route?.method ?? 'POST', path, { headers, body }).then(
        (answer) => answer.status,
        () => 413,
      )
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      if (status >= 500) bad.push(`${status} ${route?.method} ${path} seed ${seed}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, () => lane(1250)))
  const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')
  measured(30, `10000 bodies, seed ${seed}: ${told}`)
  expect(bad).toEqual([])
  expect((await agent.askAs('GET', '/healthz')).status).toBe(200)
}, 400_000)

test('P31 of 1,000 guesses in a minute ten are looked at, and the right password is taken a minute later', async () => {
  const guess = (password: string) => agent.askAs('POST', '/api/v1/session', { json: { login: 'ana', password } })
  let looked = 0
  let refused = 0
  for (let n = 0; n < 1000; n += 1) {
    const { status } = await guess(`Wrong-Password-${n}`)
    if (status === 429) refused += 1
    else looked += 1
  }
  await wait(61_000)
  const { status } = await guess(goodPassword)
  measured(31, `1000 guesses: ${looked} looked at, ${refused} refused; the right one a minute later: ${status}`)
  expect(looked).toBeLessThanOrEqual(10)
  expect(status).toBeLessThan(300)
})
