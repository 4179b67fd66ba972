import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const internetOptions = z.strictObject({
  anchors: z
    .array(z.strictObject({ address: z.union([z.ipv4(), z.ipv6()]), port: z.number().int().min(1).max(65_535) }))
    .min(1)
    .max(8)
    .default([
      { address: '1.1.1.1', port: 443 },
      { address: '8.8.8.8', port: 443 },
      { address: '9.9.9.9', port: 443 },
    ]),
  page: z.strictObject({ url: z.url({ protocol: /^http$/u }), expectText: z.string().min(1).max(200) }).optional(),
})
export type InternetOptions = z.infer<typeof internetOptions>

async function look(_target: Target<InternetOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const internet: Probe<InternetOptions> = {
  type: 'internet',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: ['internet'],
  options: internetOptions,
  look: oneByOne(look),
}
