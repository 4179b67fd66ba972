import { expect, test, vi } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { pretendDevice, pretendProbe } from '../fakes/pretend-network.ts'
import { type StarFake, starBlock, starPrinter } from '../fakes/star-printer.ts'
import { fastBelt } from './fast-belt.ts'
import { measured } from './measured.ts'

const sessionsWanted = 10_000
const printers = 100
const times = 20
const everySeconds = 20
const mostShare = 0.005
const address = (n: number) => `127.0.6.${n + 1}`
/** `printers.md`, section 1: `32` and fifty NUL. */
const request = Buffer.concat([Buffer.of(0x32), Buffer.alloc(50)])

test(`P25 in ${sessionsWanted} sessions on port 9101 Star printers get status requests only, one at a time and briefly`, {
  timeout: 400_000,
}, async () => {
  const fakes: StarFake[] = []
  for (let n = 0; n < printers; n += 1) {
    // One that is asked by two at once resets the second, whose request is then missing.
    const block = starBlock(n % 2 === 0 ? {} : { 2: 0x28 })
    fakes.push(await starPrinter({ address: address(n), block, mostAtOnce: 1 }))
  }
  const belt = await fastBelt({ folder: ownFolder(), times })
  const sessions = () => fakes.reduce((sum, fake) => sum + fake.sessions(), 0)
  try {
    await belt.set(
      fakes.map(({ port }, n) => ({
        ...pretendDevice(`printer-${n}`, address(n), {}, []),
        probes: [pretendProbe(`printer-${n}`, 'star', { everySeconds, attempts: 2, options: { port } })],
      })),
    )
    await vi.waitFor(() => expect(sessions()).toBeGreaterThanOrEqual(sessionsWanted), {
      timeout: 380_000,
      interval: 500,
    })
  } finally {
    await belt.stop()
  }
  const wrong = fakes.filter((fake) => {
    const whole = Array.from({ length: fake.sessions() }, () => request)
    return !fake.received().equals(Buffer.concat(whole))
  })
  const meanMs = fakes.reduce((sum, fake) => sum + fake.openMs(), 0) / sessions()
  for (const fake of fakes) await fake.close()
  const share = (meanMs / (everySeconds * 1000)) * 100
  measured(
    25,
    `9101: ${sessions()} sessions, ${wrong.length} printers with other bytes or two at once, mean ${meanMs.toFixed(0)} ms (${share.toFixed(2)} %)`,
  )
  expect(wrong).toEqual([])
  expect(meanMs).toBeLessThanOrEqual(mostShare * everySeconds * 1000)
})
