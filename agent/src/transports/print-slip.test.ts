import { once } from 'node:events'
import { createServer } from 'node:net'
import type { SlipJob } from '@sereno/shared/slip.ts'
import { expect, onTestFinished, test } from 'vitest'
import { type EscposFakeOptions, escposPrinter } from '../../test/fakes/escpos-printer.ts'
import { escpos } from '../probes/escpos.ts'
import { escposSlip } from './escpos-slip.ts'
import { printSlip } from './print-slip.ts'
import { starSlip } from './star-slip.ts'

const parts = [{ text: 'Sereno', as: 'title' as const }]
const signal = new AbortController().signal
const well = { 1: 0x12, 4: 0x12 }

async function printer(options: EscposFakeOptions) {
  const fake = await escposPrinter(options)
  onTestFinished(() => fake.close())
  const job: SlipJob = { dialect: 'escpos', address: '127.0.0.1', port: fake.port, parts }
  return { fake, job }
}

test('a printer that says it can, gets the slip whole and once', async () => {
  const { fake, job } = await printer({ status: well })
  expect(await printSlip(job, signal)).toEqual({ outcome: 'taken' })
  expect(fake.printed()).toEqual(escposSlip(parts))
  expect(fake.sessions()).toBe(1)
})

test('looks and slips never stand at a printer together', async () => {
  const { fake, job } = await printer({ status: well, others: 'reset', takesMs: 30 })
  const target = { address: '127.0.0.1', timeoutMs: 3000, options: { port: fake.port } }
  const [, sent, looks] = await Promise.all([
    escpos.look([target], signal),
    printSlip(job, signal),
    escpos.look([target], signal),
  ])
  expect(sent).toEqual({ outcome: 'taken' })
  expect(looks[0]?.contact).toBe('answered')
  expect(fake.mostAtOnce()).toBe(1)
})

test('nothing of the slip is sent to a printer that is offline, keeps silent, serves another or is not there', async () => {
  const cases: [EscposFakeOptions, string][] = [
    [{ status: { 1: 0x1a } }, 'OFFLINE'],
    [{ isMute: true }, 'MUTE'],
    [{ resets: true }, 'ECONNRESET'],
  ]
  for (const [options, code] of cases) {
    const { fake, job } = await printer(options)
    expect(await printSlip(job, signal)).toEqual({ outcome: 'kept', code })
    expect(fake.printed()).toHaveLength(0)
  }
  const { port } = await escposPrinter({ status: well }).then(async (fake) => {
    await fake.close()
    return fake
  })
  const job: SlipJob = { dialect: 'escpos', address: '127.0.0.1', port, parts }
  expect(await printSlip(job, signal)).toEqual({ outcome: 'kept', code: 'ECONNREFUSED' })
})

test('where the printer does not say that it came to the end, nobody claims that it printed, and nothing is sent again', async () => {
  const { fake, job } = await printer({ status: { 1: 0x12 } })
  const stop = new AbortController()
  const sending = printSlip(job, stop.signal)
  await expect.poll(() => fake.printed().length).toBeGreaterThan(0)
  stop.abort()
  expect(await sending).toEqual({ outcome: 'unsure' })
  expect(fake.printed()).toEqual(escposSlip(parts))
})

test('a Star printer gets its own language, and one that resets the connection gets nothing', async () => {
  const got: Buffer[] = []
  let isBusy = false
  const server = createServer((socket) => {
    socket.on('error', () => {})
    if (isBusy) socket.resetAndDestroy()
    else socket.on('data', (bytes) => got.push(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const job: SlipJob = { dialect: 'star', address: '127.0.0.1', port, parts }
  expect(await printSlip(job, signal)).toEqual({ outcome: 'taken' })
  expect(Buffer.concat(got)).toEqual(starSlip(parts))
  isBusy = true
  expect(await printSlip(job, signal)).toEqual({ outcome: 'kept', code: 'ECONNRESET' })
  expect(Buffer.concat(got)).toEqual(starSlip(parts))
})
