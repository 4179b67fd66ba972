import { expect, test, vi } from 'vitest'
import { type EscposFake, type EscposFakeOptions, escposPrinter } from '../fakes/escpos-printer.ts'
import { ownFolder } from '../fakes/own-folder.ts'
import { pretendDevice, pretendProbe } from '../fakes/pretend-network.ts'
import { fastBelt } from './fast-belt.ts'
import { measured } from './measured.ts'
import { withoutRequests } from './without-requests.ts'

const sessionsWanted = 10_000
const printers = 100
/** 20 seconds pass in one: real sessions at the rate of the rules, in two minutes instead of an hour. */
const times = 20
const everySeconds = 20
/** Of the interval, that a printer may be taken from the POS. */
const mostShare = 0.005

const address = (n: number) => `127.0.1.${n + 1}`
const asb = Buffer.from([0x10, 0, 0, 0])
/** What printers do while they work, and while they do not. */
const kinds: EscposFakeOptions[] = [
  { status: { 1: 0x12, 4: 0x12 } },
  { status: { 1: 0x12, 4: 0x1e }, before: Buffer.of(0x11) },
  { status: { 1: 0x1a, 2: 0x36, 3: 0x12, 4: 0x7e } },
  { status: { 1: 0x1a, 2: 0x52, 3: 0x1a, 4: 0x12 } },
  { status: { 1: 0x16, 4: 0x12 }, greeting: asb },
]

test(`P25 in ${sessionsWanted} sessions printers get status requests only, one at a time and briefly`, {
  timeout: 400_000,
}, async () => {
  const fakes: EscposFake[] = []
  for (let n = 0; n < printers; n += 1) {
    fakes.push(await escposPrinter({ ...kinds[n % kinds.length], address: address(n), others: 'reset', takesMs: 10 }))
  }
  const belt = await fastBelt({ folder: ownFolder(), times })
  const sessions = () => fakes.reduce((sum, fake) => sum + fake.sessions(), 0)
  try {
    await belt.set(
      fakes.map(({ port }, n) => ({
        ...pretendDevice(`printer-${n}`, address(n), {}, []),
        probes: [pretendProbe(`printer-${n}`, 'escpos', { everySeconds, attempts: 2, options: { port } })],
      })),
    )
    // People ask for a look meanwhile, as often as they like.
    let asked = 0
    const impatient = setInterval(() => {
      asked += 1
      void belt.running.watch.checkNow(`printer-${(asked * 7) % printers}`)
    }, 100)
    await vi.waitFor(() => expect(sessions()).toBeGreaterThanOrEqual(sessionsWanted), {
      timeout: 380_000,
      interval: 500,
    })
    clearInterval(impatient)
  } finally {
    await belt.stop()
  }
  const received = fakes.map((fake) => fake.received())
  const foreign = received.filter((bytes) => withoutRequests(bytes).length > 0).length
  const mostAtOnce = Math.max(...fakes.map((fake) => fake.mostAtOnce()))
  const meanMs = fakes.reduce((sum, fake) => sum + fake.openMs(), 0) / sessions()
  for (const fake of fakes) await fake.close()
  const share = (meanMs / (everySeconds * 1000)) * 100
  measured(
    25,
    `9100: ${sessions()} sessions, ${foreign} with other bytes, ${mostAtOnce} at once, mean ${meanMs.toFixed(0)} ms (${share.toFixed(2)} %)`,
  )
  expect(foreign).toBe(0)
  expect(mostAtOnce).toBe(1)
  expect(meanMs).toBeLessThanOrEqual(mostShare * everySeconds * 1000)
})
