import type { NeighbourFact } from '@sereno/shared/reading.ts'
import { z } from 'zod'
import { failed, unable } from '../net/contact.ts'
import { echo } from '../net/icmp.ts'
import { arpTable } from '../net/neighbour-table.ts'
import { refresh } from '../net/neighbours.ts'
import { defaultGateway } from '../net/routes.ts'
import { oneByOne, type Probe, type Sighting, type Target } from './probe.ts'

const gatewayOptions = z.strictObject({})
type GatewayOptions = z.infer<typeof gatewayOptions>

/** What a refresh of the neighbour entry takes, ms; with less time it decides nothing. */
const refreshMs = 1000

async function look(target: Target<GatewayOptions>, signal: AbortSignal): Promise<Sighting> {
  const address = target.address ?? (await defaultGateway())
  // No route: our own machine's trouble, not the gateway's.
  if (address === null) return { ...failed('ENETUNREACH'), facts: [] }
  const echoMs = Math.round(Math.max(target.timeoutMs - refreshMs, target.timeoutMs / 2))
  const attempt = (await echo([address], echoMs, signal)).get(address) ?? unable('NO_ANSWER')
  const restMs = target.timeoutMs - echoMs
  const neighbour = attempt.contact === 'answered' ? await known(address) : await asked(address, restMs, signal)
  return { ...attempt, facts: neighbour === null ? [] : [neighbour] }
}

/** It answered just now, so its entry is right as it stands. */
async function known(address: string): Promise<NeighbourFact | null> {
  const mac = (await arpTable()).get(address)
  return mac === undefined ? null : { fact: 'neighbour', state: 'present', mac }
}

const asked = async (address: string, timeoutMs: number, signal: AbortSignal): Promise<NeighbourFact | null> =>
  (await refresh([address], timeoutMs, signal)).get(address) ?? null

/**
 * The way to the internet: ICMP, and where that is silent its neighbour entry, refreshed, for many routers never answer
 * ICMP. Without an address it is the gateway that this machine uses now.
 */
export const gateway: Probe<GatewayOptions> = {
  type: 'gateway',
  rate: { everySeconds: 15, timeoutMs: 2000, attempts: 3 },
  pauseMs: 1000,
  usualFor: [],
  options: gatewayOptions,
  look: oneByOne(look),
}
