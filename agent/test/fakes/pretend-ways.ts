import type { Fact, IdentityFact } from '@sereno/shared/reading.ts'
import type { Announced } from '../../src/discover/clues.ts'
import type { Ways } from '../../src/discover/ways.ts'
import type { Sighting } from '../../src/probes/probe.ts'
import { nobody } from './clues.ts'

export interface PretendHost {
  mac: string
  open?: readonly number[]
  /** What its SNMP agent says; without, it has none. */
  snmp?: Partial<IdentityFact>
  ipp?: Partial<IdentityFact>
  services?: readonly Announced[]
}

/** A network in memory that can be scanned; by address. Addresses outside 10.9.0.x lie behind a router. */
export class PretendWays implements Ways {
  readonly hosts = new Map<string, PretendHost>()
  /** Every subnet that was swept or pinged. */
  swept: string[] = []
  /** Every connection and question, as `address port` and `address probe`. */
  asked: string[] = []
  /** Sweeps wait for this. */
  gate: Promise<void> = Promise.resolve()

  async sweep(cidr: string, signal: AbortSignal, onAsked: (asked: number) => void) {
    this.swept.push(cidr)
    await this.gate
    if (!signal.aborted) onAsked(253)
    return new Map([...this.hosts].flatMap(([address, { mac }]) => (isNear(address) ? [[address, mac] as const] : [])))
  }

  async ping(cidr: string, _signal: AbortSignal, onAsked: (asked: number) => void) {
    this.swept.push(cidr)
    onAsked(254)
    return [...this.hosts.keys()].filter((address) => !isNear(address))
  }

  async browse() {
    return new Map([...this.hosts].map(([address, { services = [] }]) => [address, [...services]]))
  }

  async isOpen(address: string, port: number) {
    this.asked.push(`${address} ${port}`)
    return this.hosts.get(address)?.open?.includes(port) ?? false
  }

  async look(probe: 'snmp' | 'ipp', address: string): Promise<Sighting> {
    this.asked.push(`${address} ${probe}`)
    const says = this.hosts.get(address)?.[probe]
    if (!says) return { contact: 'silent', latencyMs: null, code: 'ETIMEDOUT', facts: [] }
    return { contact: 'answered', latencyMs: 1, code: null, facts: [identity(says)] }
  }
}

const isNear = (address: string) => address.startsWith('10.9.0.')

const identity = (says: Partial<IdentityFact>): Fact => ({ ...nobody, ...says })

/** A receipt printer, an office printer and an iPad. */
export const epson: PretendHost = { mac: '00:26:ab:00:00:50', open: [9100] }
export const brother: PretendHost = {
  mac: '00:80:77:00:00:51',
  open: [9100, 631],
  snmp: { model: 'HL-L2350DW', vendor: 'Brother', serial: 'E78098C0N123456', isPrinter: true },
  ipp: { uuid: 'e3248000-80ce-11db-8000-3c2af4aaaaaa', isPrinter: true },
}
export const pad: PretendHost = { mac: '92:3e:11:00:00:31', open: [62_078] }
