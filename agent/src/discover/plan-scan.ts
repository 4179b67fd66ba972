import { bitsOf, isInside, isWithin, partsOf, widestBits } from '../net/subnet.ts'

/** One of our own addresses, with its subnet in CIDR. */
interface Own {
  address: string
  subnet: string
}

/** Why a subnet is not scanned as it was named; each has its words in `locales/…/overview.json`. */
export interface Remark {
  code: 'cut' | 'too_wide' | 'six' | 'outside' | 'none'
  subnet: string
  /** What is scanned instead. */
  instead: string
}

export interface ScanPlan {
  /** IPv4 subnets, each at most a /20. `near`: one of ours, where ARP tells who is there; else only pings do. */
  subnets: { cidr: string; near: boolean }[]
  remarks: Remark[]
}

const mostSubnets = 16

/**
 * Which subnets a scan goes through: the named ones, else our own. One wider than a /20 gives way to the /24 around our
 * own address in it; IPv6 cannot be swept; and the internet is not ours to look around in.
 */
export function planScan(named: readonly string[] | null, own: readonly Own[]): ScanPlan {
  const fours = own.filter(({ address }) => bitsOf(`${address}/32`) !== null)
  const plan: ScanPlan = { subnets: [], remarks: [] }
  const remark = (code: Remark['code'], subnet: string, instead = '') => plan.remarks.push({ code, subnet, instead })
  for (const cidr of named ?? fours.map(({ subnet }) => subnet)) {
    const bits = bitsOf(cidr)
    const ours = fours.find(({ address, subnet }) => isWithin(`${address}/32`, cidr) || isWithin(cidr, subnet))
    if (bits === null) remark('six', cidr)
    else if (bits < widestBits) {
      const around = ours && isWithin(`${ours.address}/32`, cidr) ? partsOf(`${ours.address}/24`)[0] : undefined
      if (around !== undefined) add(plan, around, true)
      remark(around === undefined ? 'too_wide' : 'cut', cidr, around)
    } else if (ours === undefined && !isInside(cidr)) remark('outside', cidr)
    else add(plan, cidr, ours !== undefined && isWithin(cidr, ours.subnet))
  }
  plan.subnets.splice(mostSubnets)
  if (plan.subnets.length === 0 && plan.remarks.length === 0) remark('none', '')
  return plan
}

function add({ subnets }: ScanPlan, cidr: string, near: boolean): void {
  if (!subnets.some((one) => isWithin(cidr, one.cidr))) subnets.push({ cidr, near })
}
