import ping from 'ping'
import { type Attempt, contactOf, failed, unable } from './contact.ts'
import { limit } from './limit.ts'

/** `ping` programs at once for all of the agent, hung ones included: the package cannot stop one. */
const mostAtOnce = 16
let running = 0

/**
 * One `ping` program for each of these IP addresses: thirty times dearer than fping, for machines without it. What gets no
 * turn within its time is `unable`.
 */
export async function pingEach(
  addresses: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Map<string, Attempt>> {
  const attempts = new Map<string, Attempt>()
  const waiting = [...addresses]
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000))
  async function serve() {
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      attempts.set(address, await pingOne(address, timeoutMs, seconds, signal))
    }
  }
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, addresses.length) }, serve))
  return attempts
}

async function pingOne(address: string, timeoutMs: number, seconds: number, signal: AbortSignal): Promise<Attempt> {
  if (running >= mostAtOnce) return unable('ECHILDREN')
  running += 1
  const answer = ping.promise.probe(address, { timeout: seconds, min_reply: 1, numeric: true }).then(
    ({ alive, time, output }) => readPing(alive, Number(time), output, timeoutMs),
    () => unable('NO_PING'),
  )
  void answer.then(() => (running -= 1))
  const wait = limit(seconds * 1000 + 1000, signal)
  const attempt = await Promise.race([answer, wait.ended.then((code) => unable(code))])
  wait.clear()
  return attempt
}

/** What the kernel says about sending, as `ping` prints it in English, and its code. */
const faults: [text: RegExp, code: string][] = [
  [/Network is unreachable/u, 'ENETUNREACH'],
  [/No buffer space available/u, 'ENOBUFS'],
  [/Operation not permitted/u, 'EPERM'],
  [/Cannot assign requested address/u, 'EADDRNOTAVAIL'],
  [/(Destination Host Unreachable|No route to host)/u, 'EHOSTUNREACH'],
]

/** What one `ping` said. It waits whole seconds, so an answer may come later than was asked for: then it is silence. */
export function readPing(isAlive: boolean, ms: number, output: string, timeoutMs: number): Attempt {
  if (isAlive && Number.isFinite(ms)) {
    return ms <= timeoutMs ? { contact: 'answered', latencyMs: ms, code: null } : failed('ETIMEDOUT')
  }
  const code = faults.find(([text]) => text.test(output))?.[1] ?? 'ETIMEDOUT'
  return { contact: contactOf(code), latencyMs: null, code }
}
