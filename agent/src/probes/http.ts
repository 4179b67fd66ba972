import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const httpOptions = z.strictObject({
  url: z.url({ protocol: /^https?$/u }),
  expectStatus: z.number().int().min(100).max(599).optional(),
  expectText: z.string().max(200).optional(),
})
export type HttpOptions = z.infer<typeof httpOptions>

async function look(_target: Target<HttpOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const http: Probe<HttpOptions> = {
  type: 'http',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: httpOptions,
  look: oneByOne(look),
}
