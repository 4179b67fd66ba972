import { expect, test, vi } from 'vitest'
import { escposPrinter } from './fakes/escpos-printer.ts'
import { ippFields, ippPrinter } from './fakes/ipp-printer.ts'
import { ownFolder } from './fakes/own-folder.ts'
import { pretendDevice, pretendProbe } from './fakes/pretend-network.ts'
import { starPrinter } from './fakes/star-printer.ts'
import { fastBelt } from './faults/fast-belt.ts'

test('a printer that speaks IPP, and sends back what comes to 9100 and 9101, gets few questions there and then none', async () => {
  const service = await ippPrinter({ fields: ippFields() })
  const raw = await escposPrinter({ echoes: true })
  const star = await starPrinter({ echoes: true })
  const belt = await fastBelt({ folder: ownFolder(), times: 40 })
  const every = { everySeconds: 10, attempts: 2 }
  const probes = [
    pretendProbe('office', 'escpos', { ...every, options: { port: raw.port } }),
    pretendProbe('office', 'star', { ...every, options: { port: star.port } }),
    pretendProbe('office', 'ipp', { ...every, timeoutMs: 5000, options: { port: service.port } }),
  ]
  try {
    await belt.set([{ ...pretendDevice('office', '127.0.0.1', {}, []), probes }])
    const patience = { timeout: 30_000 }
    // Once a minute, since IPP answers.
    await vi.waitFor(() => expect(raw.sessions()).toBe(3), patience)
    const sinceThen = service.asked.length + 8
    await vi.waitFor(() => expect(service.asked.length).toBeGreaterThan(sinceThen), patience)
    expect(belt.running.watch.live('office')).toMatchObject({ state: 'up', cause: null })
    expect(raw.sessions()).toBe(3)
    expect(raw.received().toString('hex')).toBe('100401'.repeat(3))
    expect(star.sessions()).toBe(3)
    // Nor when somebody asks for a look.
    await belt.running.watch.checkNow('office')
    expect([raw.sessions(), star.sessions()]).toEqual([3, 3])
  } finally {
    await belt.stop()
    await Promise.all([service.close(), raw.close(), star.close()])
  }
})
