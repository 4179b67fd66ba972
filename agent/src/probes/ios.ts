import { z } from 'zod'
import { connect } from './connect.ts'
import { oneByOne, type Probe } from './probe.ts'

/** lockdownd, which every iPhone and iPad runs (`network.md`, section 2). */
const lockdown = 62_078

const iosOptions = z.strictObject({ port: z.number().int().min(1).max(65_535).default(lockdown) })
type IosOptions = z.infer<typeof iosOptions>

/**
 * Knocks at an iPad's own service port. Open means awake; a refusal is an answer as well; silence means nothing by itself,
 * for a sleeping iPad answers neither this nor ICMP. Once a minute: it wakes the radio a little.
 */
export const ios: Probe<IosOptions> = {
  type: 'ios',
  rate: { everySeconds: 60, timeoutMs: 1000, attempts: 2 },
  pauseMs: 1000,
  usualFor: ['ipad'],
  options: iosOptions,
  look: oneByOne(connect),
}
