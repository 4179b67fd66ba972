import { failed } from '../net/contact.ts'
import { resolve } from '../net/resolve.ts'
import type { Sighting, Target } from './probe.ts'

/** Where a target is by number, and the time that is left of its look. */
export type Located = { address: string; timeoutMs: number } | { lost: Sighting }

/** A name that leads nowhere is silence, with the code of why: the device may be there all the same. */
export async function locate(target: Target<object>, signal: AbortSignal): Promise<Located> {
  if (target.address === null) return { lost: { ...failed('ENOTFOUND'), facts: [] } }
  const startedAt = performance.now()
  const found = await resolve(target.address, target.timeoutMs, signal)
  if ('code' in found) return { lost: { ...failed(found.code), facts: [] } }
  const timeoutMs = target.timeoutMs - (performance.now() - startedAt)
  return { address: found.address, timeoutMs: Math.max(1, Math.round(timeoutMs)) }
}
