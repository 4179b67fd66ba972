import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const dnsOptions = z.strictObject({
  name: z.hostname().default('example.com'),
  server: z.union([z.ipv4(), z.ipv6()]).optional(),
})
export type DnsOptions = z.infer<typeof dnsOptions>

async function look(_target: Target<DnsOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const dns: Probe<DnsOptions> = {
  type: 'dns',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: dnsOptions,
  look: oneByOne(look),
}
