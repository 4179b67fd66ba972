import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const iosOptions = z.strictObject({ port: z.number().int().min(1).max(65_535).default(62_078) })
export type IosOptions = z.infer<typeof iosOptions>

async function look(_target: Target<IosOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const ios: Probe<IosOptions> = {
  type: 'ios',
  rate: { everySeconds: 60, timeoutMs: 1000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['ipad'],
  options: iosOptions,
  look: oneByOne(look),
}
