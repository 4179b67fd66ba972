import { unable } from '../net/contact.ts'
import { knock } from '../net/tcp.ts'
import { takeTurn } from '../net/turns.ts'
import { locate } from './locate.ts'
import type { Sighting, Target } from './probe.ts'

/** Whether a TCP port takes a connection, which is closed at once: what `tcp` and `ios` have in common. */
export async function connect(target: Target<{ port: number }>, signal: AbortSignal): Promise<Sighting> {
  const place = await locate(target, signal)
  if ('lost' in place) return place.lost
  const where = { ...place, port: target.options.port }
  const attempt = await takeTurn(`${place.address} ${where.port}`, place.timeoutMs, signal, () => knock(where, signal))
  return { ...(attempt ?? unable(signal.aborted ? 'ABORT_ERR' : 'NO_TURN')), facts: [] }
}
