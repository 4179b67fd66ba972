import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const gatewayOptions = z.strictObject({})
export type GatewayOptions = z.infer<typeof gatewayOptions>

async function look(_target: Target<GatewayOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const gateway: Probe<GatewayOptions> = {
  type: 'gateway',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: gatewayOptions,
  look: oneByOne(look),
}
