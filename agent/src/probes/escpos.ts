import { z } from 'zod'
import { contactOf, elapsed, unable } from '../net/contact.ts'
import { call, type Line, type Where } from '../net/tcp.ts'
import { takeTurn } from '../net/turns.ts'
import { sortBytes } from './escpos-bytes.ts'
import { escposFact, nextQuestion, type Replies } from './escpos-status.ts'
import { locate } from './locate.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const escposOptions = z.strictObject({ port: z.number().int().min(1).max(65_535).default(9100) })
type EscposOptions = z.infer<typeof escposOptions>

/** After a refusal or a blocked try a printer is left alone for this long. */
const restMs = 5000
/** When each printer (address and port) may be tried again, by `performance.now()`. */
const restingUntil = new Map<string, number>()

/**
 * Asks for the real-time status with DLE EOT n (0x10 0x04 n) and nothing else: these bytes are carried out on receipt and
 * never printed. One session at a time, well under 100 ms, one question at a time, since replies carry no number
 * (`printers.md`, sections 1 to 3 and 7). A device's off switch is to take this probe from its list: then no connection is
 * made. Only devices that someone added as a printer may have it.
 */
export const escpos: Probe<EscposOptions> = {
  type: 'escpos',
  rate: { everySeconds: 20, timeoutMs: 1000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer'],
  // DLE EOT prints as garbage on what is no receipt printer.
  onlyFor: ['printer'],
  options: escposOptions,
  look: oneByOne(look),
}

async function look(target: Target<EscposOptions>, signal: AbortSignal): Promise<Sighting> {
  const place = await locate(target, signal)
  if ('lost' in place) return place.lost
  const where = { ...place, port: target.options.port }
  const key = `${where.address} ${where.port}`
  const sighting = await takeTurn(key, where.timeoutMs, signal, async () => {
    if (isResting(key)) return null
    const seen = await session(where, signal)
    if (seen.contact === 'refused' || seen.contact === 'mute') restingUntil.set(key, performance.now() + restMs)
    return seen
  })
  if (sighting !== null) return sighting
  const code = signal.aborted ? 'ABORT_ERR' : isResting(key) ? 'BACKING_OFF' : 'NO_TURN'
  return { ...unable(code), facts: [] }
}

function isResting(key: string): boolean {
  const now = performance.now()
  for (const [other, until] of restingUntil) if (until <= now) restingUntil.delete(other)
  return restingUntil.has(key)
}

async function session(where: Where, signal: AbortSignal): Promise<Sighting> {
  const startedAt = performance.now()
  const { connection, said } = await call(where, signal, (line) => converse(line, startedAt))
  return said ?? { ...connection, facts: [] }
}

async function converse(line: Line, startedAt: number): Promise<Sighting> {
  const replies: Replies = {}
  const ear = hear(line)
  let latencyMs: number | null = null
  for (let n = nextQuestion(replies); n !== null; n = nextQuestion(replies)) {
    line.write(Uint8Array.of(0x10, 0x04, n))
    const byte = await ear.reply()
    if (byte === null) break
    latencyMs ??= elapsed(startedAt)
    replies[n] = byte
  }
  const asb = ear.asb()
  if (latencyMs !== null || asb !== null) {
    return {
      contact: 'answered',
      latencyMs: latencyMs ?? elapsed(startedAt),
      code: null,
      facts: [escposFact(replies, asb)],
    }
  }
  return { ...withoutStatus(line.fault(), ear.isForeign()), facts: [] }
}

/** A reset before the first byte is a refusal: the printer serves somebody else. */
function withoutStatus(fault: string | null, isForeign: boolean): Omit<Sighting, 'facts'> {
  if (isForeign) return { contact: 'garbled', latencyMs: null, code: fault }
  if (fault === null || fault === 'ETIMEDOUT') return { contact: 'mute', latencyMs: null, code: fault }
  return { contact: contactOf(fault), latencyMs: null, code: fault }
}

interface EscposEar {
  /** The next DLE EOT reply; `null` when none comes, or when this is no ESC/POS. */
  reply(): Promise<number | null>
  /** The last ASB block that came. */
  asb(): [number, number, number, number] | null
  /** Bytes came that are no status, and no status did. */
  isForeign(): boolean
}

function hear(line: Line): EscposEar {
  let rest: Buffer = Buffer.alloc(0)
  let asb: [number, number, number, number] | null = null
  let isForeign = false

  async function reply(): Promise<number | null> {
    for (;;) {
      const bytes = await line.read()
      if (bytes === null) {
        // A word that never ended was none.
        isForeign ||= rest.length > 0
        return null
      }
      const sorted = sortBytes(Buffer.concat([rest, bytes]))
      rest = sorted.rest
      for (const word of sorted.words) if (word.word === 'asb') asb = word.bytes
      // What else came with the first reply was not asked for: replies are counted by question.
      const answer = sorted.words.find((word) => word.word === 'reply' || word.word === 'foreign')
      if (answer?.word === 'reply') return answer.byte
      if (answer?.word === 'foreign') {
        isForeign = true
        return null
      }
    }
  }
  return { reply, asb: () => asb, isForeign: () => isForeign }
}
