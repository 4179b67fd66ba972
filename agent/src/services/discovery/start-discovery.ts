import type { Language } from '@sereno/shared/field.ts'
import type { Discovery } from '@sereno/shared/identity.ts'
import { planScan } from '../../discover/plan-scan.ts'
import { Fault, type FieldFault } from '../fault.ts'
import type { House } from '../house.ts'

/** What is wrong with a subnet that a person named, as a key of `problem.json`. */
const words = {
  cut: 'subnet_too_wide',
  too_wide: 'subnet_too_wide',
  six: 'subnet_six',
  outside: 'subnet_outside',
  none: 'required',
} as const

/**
 * Begins a scan of these subnets, or of those that the agent may look around in by itself.
 * @throws {Fault} `invalid` at a subnet that cannot be scanned; `conflict` where another scan runs, or where the agent may
 * look nowhere by itself
 */
export function startDiscovery(house: House, named: readonly string[] | undefined, language: Language): Discovery {
  const faults = named?.flatMap((subnet, index): FieldFault[] => {
    const [remark] = planScan([subnet], house.discovery.ownAddresses()).remarks
    return remark ? [{ path: `subnets[${index}]`, message: words[remark.code] }] : []
  })
  if (faults !== undefined && faults.length > 0) throw new Fault('invalid', { fields: faults })
  const became = house.discovery.scan(named ?? null)
  if (became === 'none') throw new Fault('conflict', { fields: [{ path: 'subnets', message: 'subnets_none' }] })
  // Whoever named none wants what runs already.
  if (became === 'running' && named !== undefined) {
    throw new Fault('conflict', { fields: [{ path: 'subnets', message: 'scan_running' }] })
  }
  return house.discovery.state(language)
}
