import { isIP } from 'node:net'
import { type Attempt, failed, unable } from './contact.ts'
import { pingEach } from './ping.ts'
import { run } from './run.ts'
import { type Tools, tools } from './tools.ts'

/** Between two packets, ms: fping's own least, and no burst for a small switch. */
const betweenPacketsMs = 1
/** What fping takes to start and to end on a slow machine, ms. */
const startUpMs = 1500

/**
 * One echo request to each of these IP addresses, all in one round: by one fping where there is one, else by one `ping`
 * each, few at a time. An attempt for each address, also for those that are not IP addresses (they reach no program).
 */
export async function echo(
  addresses: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
  has?: Tools,
): Promise<Map<string, Attempt>> {
  const { fping, fpingMay, ping, pingMay } = has ?? (await tools())
  const asked = [...new Set(addresses)].filter(isPlainAddress)
  const answers = new Map(addresses.map((address) => [address, unable('NOT_AN_ADDRESS')]))
  const round =
    fping !== null && fpingMay
      ? fpingAll(fping, asked, timeoutMs, signal)
      : ping !== null && pingMay
        ? pingEach(asked, timeoutMs, signal)
        : new Map(asked.map((address) => [address, unable((fping ?? ping) ? 'NO_ICMP_RIGHT' : 'NO_PING')]))
  for (const [address, attempt] of await round) answers.set(address, attempt)
  return answers
}

/** An address without a zone: nothing else may become an argument or a line of input. */
const isPlainAddress = (address: string): boolean => isIP(address) !== 0 && /^[0-9a-fA-F.:]+$/u.test(address)

async function fpingAll(
  fping: string,
  addresses: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Map<string, Attempt>> {
  if (addresses.length === 0) return new Map()
  const { exit, stdout, stderr, code } = await run(fping, ['-c1', `-t${timeoutMs}`, `-i${betweenPacketsMs}`], {
    input: `${addresses.join('\n')}\n`,
    timeoutMs: timeoutMs + addresses.length * betweenPacketsMs + startUpMs,
    signal,
  })
  // 0: all answered, 1: some did not. Above that fping did not come to asking, or not to its end.
  if (exit === null || exit > 1) return new Map(addresses.map((address) => [address, unable(code ?? `FPING_${exit}`)]))
  return readFping(addresses, stdout, stderr)
}

const answerLine = /^(\S+)\s*: \[0\], (?:\d+ bytes, ([\d.]+) ms|(timed out))(.*)$/u
const unreachableLine = /^ICMP (Host|Network) Unreachable from \S+ for ICMP Echo sent to (\S+)/u

/**
 * What `fping -c1` printed. On stdout a line for each answer and each time-out, so an address without a line was never
 * sent to: our own machine refused (no route, no buffer space, a filter). On stderr what routers and the kernel say.
 */
export function readFping(addresses: readonly string[], stdout: string, stderr: string): Map<string, Attempt> {
  const attempts = new Map<string, Attempt>(addresses.map((address) => [address, failed('ESEND')]))
  for (const line of stdout.split('\n')) {
    const [, address = '', ms, , rest = ''] = answerLine.exec(line) ?? []
    if (!attempts.has(address)) continue
    // "[<- other]": another address answered in its stead, so the device itself did not.
    const isItself = ms !== undefined && !rest.includes('[<-')
    attempts.set(address, isItself ? { contact: 'answered', latencyMs: Number(ms), code: null } : failed('ETIMEDOUT'))
  }
  for (const line of stderr.split('\n')) {
    const [, what, address = ''] = unreachableLine.exec(line) ?? []
    if (attempts.get(address)?.contact !== 'silent') continue
    attempts.set(address, { ...failed('EHOSTUNREACH'), code: what === 'Host' ? 'EHOSTUNREACH' : 'ENETUNREACH' })
  }
  return attempts
}
