import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { codeOf } from './contact.ts'
import { limit } from './limit.ts'

/** An address by number, or the code of why a name has none (`ENOTFOUND`, `EAI_AGAIN`, `ETIMEDOUT`, `ABORT_ERR`). */
export type Resolved = { address: string; family: 4 | 6 } | { code: string }

/**
 * Questions on their way, by name. The system's resolver can neither be stopped nor hurried and takes a thread for up to
 * half a minute: a name that is being asked for is not asked for again, and few names wait at a time.
 */
const asked = new Map<string, Promise<Resolved>>()
const mostAsked = 32

/** The address of a host, by the system's resolver (hosts file, mDNS and DNS), within `timeoutMs`. An address is itself. */
export async function resolve(host: string, timeoutMs: number, signal?: AbortSignal): Promise<Resolved> {
  const family = isIP(host)
  if (family === 4 || family === 6) return { address: host, family }
  if (signal?.aborted) return { code: 'ABORT_ERR' }
  const answer = asked.get(host) ?? ask(host)
  const wait = limit(timeoutMs, signal)
  const resolved = await Promise.race([answer, wait.ended.then((code) => ({ code }))])
  wait.clear()
  return resolved
}

function ask(host: string): Promise<Resolved> {
  if (asked.size >= mostAsked) return Promise.resolve({ code: 'EAI_AGAIN' })
  const answer = lookup(host).then(
    ({ address, family }): Resolved => ({ address, family: family === 6 ? 6 : 4 }),
    (fault: unknown): Resolved => ({ code: codeOf(fault) }),
  )
  asked.set(host, answer)
  void answer.then(() => asked.delete(host))
  return answer
}
