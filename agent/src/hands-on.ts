import type { Config } from './config.ts'
import type { HandsOnDesk } from './flow/desks.ts'
import { ownSubnets } from './net/own.ts'
import { wake, wakeTargets } from './net/wake.ts'
import { printSlip } from './transports/print-slip.ts'

/** What is done to devices beside looking at them; `signal` ends it with the agent. */
export const handsOnDesk = ({ subnets }: Pick<Config, 'subnets'>, signal: AbortSignal): HandsOnDesk => ({
  printSlip: (job) => printSlip(job, signal),
  async wake(mac, address) {
    const [own, allowed] = subnets === 'none' ? [[], []] : [ownSubnets(), subnets ?? null]
    const targets = wakeTargets(own, allowed, address)
    if (targets.length === 0) return 'out_of_reach'
    return (await wake(mac, targets)) ? 'sent' : 'unsent'
  },
})
