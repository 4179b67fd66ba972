import type { DeviceSetting } from '@sereno/shared/device.ts'
import { planScan, type ScanPlan } from '../../agent/src/discover/plan-scan.ts'
import { type Finding, scan } from '../../agent/src/discover/scan.ts'
import { venueWays, type Ways } from '../../agent/src/discover/ways.ts'
import { resolve } from '../../agent/src/net/resolve.ts'
import { surroundings } from '../../agent/src/net/surroundings.ts'
import { usage } from '../cli/options.ts'
import { deviceAt } from './devices-here.ts'

type Progress = (done: number, total: number) => void

const resolveMs = 3000
const noProgress = () => {}
/** One address is asked by itself: nothing is called out to the whole network for it. */
const directWays: Ways = { ...venueWays, browse: async () => new Map() }

/** What is at an address, by what it says of itself; an unnamed `other` where it says nothing, or has no IPv4 address. */
export async function recogniseAt(host: string, signal: AbortSignal): Promise<Pick<Finding, 'type' | 'name'>> {
  const found = await resolve(host, resolveMs, signal)
  const nobody = { type: 'other', name: host } as const
  if ('code' in found || found.address.includes(':')) return nobody
  const near = surroundings.inSubnet(found.address, surroundings.ownSubnets())
  const plan = { subnets: [{ cidr: `${found.address}/32`, near }], remarks: [] }
  return (await look(plan, directWays, signal, noProgress))[0] ?? nobody
}

/** Everything that is on these subnets, as devices; `local` stands for those of this machine. */
export async function foundInSubnets(
  subnets: readonly string[],
  signal: AbortSignal,
  progress: Progress,
): Promise<DeviceSetting[]> {
  if (subnets.length === 0) return []
  const own = surroundings.ownAddresses()
  const named = subnets.flatMap((one) => (one === 'local' ? own.map(({ subnet }) => subnet) : one))
  const plan = planScan(named, own)
  const wrong = plan.remarks.find(({ code }) => code !== 'cut')
  if (wrong) throw usage('bad_subnet', { value: wrong.subnet })
  const found = await look(plan, venueWays, signal, progress)
  return found.map(({ address, type, name }) => deviceAt(address, type, false, name))
}

async function look(plan: ScanPlan, ways: Ways, signal: AbortSignal, progress: Progress): Promise<Finding[]> {
  const found = new Map<string, Finding>()
  const gateway = await surroundings.defaultGateway()
  const order = {
    plan,
    gateway,
    isNew: () => true,
    onProgress: ({ asked, total }: { asked: number; total: number }) => progress(asked, total),
    onFinding: (finding: Finding) => found.set(finding.address, finding),
    signal,
  }
  await scan(order, ways)
  return [...found.values()]
}
