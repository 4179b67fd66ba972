import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const tcpOptions = z.strictObject({ port: z.number().int().min(1).max(65_535) })
export type TcpOptions = z.infer<typeof tcpOptions>

async function look(_target: Target<TcpOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const tcp: Probe<TcpOptions> = {
  type: 'tcp',
  rate: { everySeconds: 10, timeoutMs: 1000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: tcpOptions,
  look: oneByOne(look),
}
