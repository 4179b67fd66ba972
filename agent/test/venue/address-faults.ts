import type { Repair } from './faults.ts'
import { type Host, hosts } from './plan.ts'
import type { Venue } from './venue.ts'

/** What can go wrong with addresses. */
export interface AddressFaults {
  /** DHCP gave the host another address; where it was, nobody is. */
  moved(host: Host, to: string): Promise<Repair>
  /** The host is off, and another one answers at its address, which it has besides its own. */
  takenBy(host: Host, taker: Host): Promise<Repair>
  /** Another host answers at the address of this one too. */
  doubledBy(host: Host, other: Host): Promise<Repair>
}

/** Faults of addresses; nobody announces a change (no gratuitous ARP), as with most printers. */
export function makeAddressFaults(venue: Venue): AddressFaults {
  const address = (host: Host, verb: 'add' | 'del', ip: string) =>
    venue.exec(host, 'ip', 'addr', verb, `${ip}/24`, 'dev', 'eth0')
  const link = (host: Host, state: 'up' | 'down') => venue.exec(host, 'ip', 'link', 'set', 'eth0', state)
  /** Routes go with the link or the address that they need. */
  const routed = (host: Host) => venue.exec(host, 'ip', 'route', 'replace', 'default', 'via', hosts.gateway.address)

  return {
    async moved(host, to) {
      await address(host, 'del', hosts[host].address)
      await address(host, 'add', to)
      return async () => {
        await address(host, 'del', to)
        await address(host, 'add', hosts[host].address)
        await routed(host)
      }
    },
    async takenBy(host, taker) {
      await link(host, 'down')
      await address(taker, 'add', hosts[host].address)
      return async () => {
        await address(taker, 'del', hosts[host].address)
        await link(host, 'up')
        await routed(host)
      }
    },
    async doubledBy(host, other) {
      await address(other, 'add', hosts[host].address)
      return async () => void (await address(other, 'del', hosts[host].address))
    },
  }
}
