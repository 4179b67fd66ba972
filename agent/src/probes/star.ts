import { z } from 'zod'
import { contactOf, elapsed, unable } from '../net/contact.ts'
import { call, type Line } from '../net/tcp.ts'
import { takeTurn } from '../net/turns.ts'
import { locate } from './locate.ts'
import { isPrintPort, printPortFault } from './print-ports.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'
import { starFact, starRequest, takeBlock } from './star-status.ts'

const starOptions = z.strictObject({
  port: z
    .number()
    .int()
    .min(1)
    .max(65_535)
    .default(9101)
    .refine((port) => !isPrintPort(port), printPortFault),
})
type StarOptions = z.infer<typeof starOptions>

/**
 * Asks a Star printer for its status on a port of its own (9101), beside the session in which others print: one request,
 * one status block, and the printer closes (`printers.md`, sections 1, 6 and 7). It serves eight at once and refuses the
 * next.
 */
export const star: Probe<StarOptions> = {
  type: 'star',
  rate: { everySeconds: 20, timeoutMs: 2000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer'],
  // What is no Star printer may take these bytes for something to print.
  onlyFor: ['printer'],
  options: starOptions,
  look: oneByOne(look),
}

async function look(target: Target<StarOptions>, signal: AbortSignal): Promise<Sighting> {
  const place = await locate(target, signal)
  if ('lost' in place) return place.lost
  const where = { ...place, port: target.options.port }
  const sighting = await takeTurn(`${where.address} ${where.port}`, where.timeoutMs, signal, async () => {
    const startedAt = performance.now()
    const { connection, said } = await call(where, signal, (line) => ask(line, startedAt))
    return said ?? { ...connection, facts: [] }
  })
  return sighting ?? { ...unable(signal.aborted ? 'ABORT_ERR' : 'NO_TURN'), facts: [] }
}

async function ask(line: Line, startedAt: number): Promise<Sighting> {
  line.write(starRequest)
  let heard: Buffer = Buffer.alloc(0)
  for (;;) {
    const bytes = await line.read()
    if (bytes === null) return withoutBlock(line.fault(), heard.length > 0)
    heard = Buffer.concat([heard, bytes])
    const found = takeBlock(heard)
    if (found === 'foreign') return { contact: 'garbled', latencyMs: null, code: null, facts: [] }
    if (found !== 'incomplete') {
      return { contact: 'answered', latencyMs: elapsed(startedAt), code: null, facts: [starFact(found.block)] }
    }
  }
}

/** A block that never ended was none; a reset before the first byte is a refusal. */
function withoutBlock(fault: string | null, isBegun: boolean): Sighting {
  if (isBegun) return { contact: 'garbled', latencyMs: null, code: fault, facts: [] }
  const isMute = fault === null || fault === 'ETIMEDOUT'
  return { contact: isMute ? 'mute' : contactOf(fault), latencyMs: null, code: fault, facts: [] }
}
