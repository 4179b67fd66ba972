import { z } from 'zod'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

export const escposOptions = z.strictObject({ port: z.number().int().min(1).max(65_535).default(9100) })
export type EscposOptions = z.infer<typeof escposOptions>

async function look(_target: Target<EscposOptions>, _signal: AbortSignal): Promise<Sighting> {
  return { contact: 'unable', latencyMs: null, code: 'NOT_BUILT', facts: [] }
}

export const escpos: Probe<EscposOptions> = {
  type: 'escpos',
  rate: { everySeconds: 20, timeoutMs: 1000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['printer'],
  options: escposOptions,
  look: oneByOne(look),
}
