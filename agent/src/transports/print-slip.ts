import type { SlipJob, SlipSent } from '@sereno/shared/slip.ts'
import { pause } from '../net/limit.ts'
import { resolve } from '../net/resolve.ts'
import { call, type Line } from '../net/tcp.ts'
import { takeTurn } from '../net/turns.ts'
import { escposSlip } from './escpos-slip.ts'
import { starSlip } from './star-slip.ts'

/** A look at the printer lasts a second or two; then it is our turn. */
const turnMs = 6000
/** From the first packet to the last byte. */
const sessionMs = 8000
/** A printer that serves us answers within milliseconds; one that serves somebody else may keep us waiting. */
const serviceMs = 2500
/** A Star printer that serves somebody else resets the connection at once. */
const resetMs = 300

/**
 * Prints a slip once, and never again by itself. It takes a turn with the looks at the same printer, since many take one
 * connection at a time, and sends nothing of the slip before the printer is known to serve this connection: what waits in
 * its queue would come out when nobody expects it any more.
 */
export async function printSlip(job: SlipJob, signal: AbortSignal): Promise<SlipSent> {
  const found = await resolve(job.address, 2000, signal)
  if ('code' in found) return { outcome: 'kept', code: found.code }
  const where = { address: found.address, port: job.port, timeoutMs: sessionMs }
  const sent = await takeTurn(`${where.address} ${where.port}`, turnMs, signal, async () => {
    const talk = (line: Line) => (job.dialect === 'escpos' ? overEscpos(line, job) : overStar(line, job))
    const { connection, said } = await call(where, signal, talk)
    return said ?? kept(connection.code)
  })
  return sent ?? kept(signal.aborted ? 'ABORT_ERR' : 'NO_TURN')
}

const kept = (code: string | null): SlipSent => ({ outcome: 'kept', code: code ?? 'UNKNOWN' })

/** DLE EOT 1 before the slip: it serves us, and will print. DLE EOT 4 after it: it came that far. */
async function overEscpos(line: Line, job: SlipJob): Promise<SlipSent> {
  const before = await askStatus(line, 1, serviceMs)
  if (before === null) return kept(line.fault() ?? 'MUTE')
  if ((before & 0x08) !== 0) return kept('OFFLINE')
  line.write(escposSlip(job.parts))
  return { outcome: (await askStatus(line, 4, sessionMs)) === null ? 'unsure' : 'taken' }
}

/** The byte that a real-time question is answered with; what else comes (ASB, XON) was not asked for. */
async function askStatus(line: Line, n: number, timeoutMs: number): Promise<number | null> {
  line.write(Uint8Array.of(0x10, 0x04, n))
  const late = pause(timeoutMs).then(() => null)
  for (;;) {
    const bytes = await Promise.race([line.read(), late])
    if (bytes === null) return null
    const reply = bytes.find((byte) => (byte & 0x93) === 0x12)
    if (reply !== undefined) return reply
  }
}

/** Line mode has no question that is answered beside the printing: the printer closes once it has everything. */
async function overStar(line: Line, job: SlipJob): Promise<SlipSent> {
  const first = await Promise.race([line.read(), pause(resetMs)])
  if (first === null) return kept(line.fault() ?? 'ECONNRESET')
  line.write(starSlip(job.parts))
  line.end()
  while ((await line.read()) !== null);
  return { outcome: line.fault() === null ? 'taken' : 'unsure' }
}
