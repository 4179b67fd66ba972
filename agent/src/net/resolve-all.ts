import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { codeOf } from './contact.ts'
import { limit } from './limit.ts'

/** All addresses of a host, by the system's resolver, within `timeoutMs`; the code of why there are none. */
export type ResolveAll = (host: string, timeoutMs: number, signal?: AbortSignal) => Promise<string[] | { code: string }>

export const resolveAll: ResolveAll = async (host, timeoutMs, signal) => {
  if (isIP(host) !== 0) return [host]
  const wait = limit(timeoutMs, signal)
  const answer = lookup(host, { all: true }).then(
    (found) => found.map(({ address }) => address),
    (fault: unknown) => ({ code: codeOf(fault) }),
  )
  const resolved = await Promise.race([answer, wait.ended.then((code) => ({ code }))])
  wait.clear()
  return resolved
}
