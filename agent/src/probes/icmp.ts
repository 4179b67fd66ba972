import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const icmpOptions = z.strictObject({})
export type IcmpOptions = z.infer<typeof icmpOptions>

async function look(_target: Target<IcmpOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const icmp: Probe<IcmpOptions> = {
  type: 'icmp',
  rate: { everySeconds: 10, timeoutMs: 1000, attempts: 3 },
  pauseMs: 1000,
  usualFor: ['printer', 'router', 'switch', 'access-point', 'ups', 'other'],
  options: icmpOptions,
  look: oneByOne(look),
}
