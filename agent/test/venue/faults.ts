import { type Host, hosts } from './plan.ts'
import type { Venue } from './venue.ts'

/** Puts right what a fault did. */
export type Repair = () => Promise<void>

/** What can be broken. */
export interface Faults {
  /** The host loses its address (moved away, never got a lease). */
  addressGone(host: Host): Promise<Repair>
  /** Another network card answers at the host's address, without saying so. */
  macChanged(host: Host, mac: string): Promise<Repair>
  /** The host drops every echo request. */
  icmpDropped(host: Host): Promise<Repair>
  /** The host answers ARP and nothing else, as a sleeping iPad does. */
  arpOnly(host: Host): Promise<Repair>
  /** This share of the packets to the host is lost, in per cent. */
  loss(host: Host, percent: number): Promise<Repair>
  /** Every n-th packet to the host is lost: losses that come as surely as they do not come twice in a row. */
  everyNthLost(host: Host, n: number): Promise<Repair>
  /** A TCP port of the host never answers. */
  portSilent(host: Host, port: number): Promise<Repair>
  /** A TCP port of the host refuses, as if nobody listened. */
  portClosed(host: Host, port: number): Promise<Repair>
  /** A TCP port of the host leads to another port of it. */
  portRedirected(host: Host, port: number, to: number): Promise<Repair>
  /** The host's own kernel refuses to send anything: its sockets fail at once. */
  sendingRefused(host: Host): Promise<Repair>
  /** The host's cable is out at its own end, or the host is off: its switch port has no carrier either. */
  linkDown(host: Host): Promise<Repair>
  /** The port of the first switch is off; the second switch hangs behind the port `switch2`. */
  portOff(port: Host): Promise<Repair>
  /** The port of the first switch has a carrier and hands nothing on, either way. */
  portDead(port: Host): Promise<Repair>
  /** An unmanaged switch behind which these hang loses its power: all of their ports at once. */
  powerCut(ports: readonly Host[]): Promise<Repair>
  /**
   * A second cable between the two switches: every broadcast goes round in both directions. Shaped to this rate, as a real
   * loop would take the whole machine.
   */
  loop(rate: string): Promise<Repair>
  /** The provider carries nothing more; the router itself is well. */
  internetCut(): Promise<Repair>
  /** The router answers every web page with its own, from this port of itself. */
  portal(port: number): Promise<Repair>
  /** The router's name server is dead; everything else works. */
  dnsDropped(): Promise<Repair>
}

let count = 0

/** Faults injected at the network of a venue; each resolves once it is in force, with how to repair it. */
export function makeFaults(venue: Venue): Faults {
  /** A table of its own for each fault, so that they can be combined and repaired in any order. */
  const nft = async (host: Host, ...chains: string[]): Promise<Repair> => {
    count += 1
    const table = `fault${count}`
    await venue.exec(host, 'nft', `table inet ${table} {\n${chains.join('\n')}\n}`)
    return async () => void (await venue.exec(host, 'nft', 'delete', 'table', 'inet', table))
  }
  const chain = (hook: 'input' | 'output' | 'forward', ...rules: string[]) =>
    `chain ${hook} {\ntype filter hook ${hook} priority 0\n${rules.join('\n')}\n}`
  const down = async (space: Host | 'switch', link: string, back: () => Promise<unknown>): Promise<Repair> => {
    await venue.exec(space, 'ip', 'link', 'set', link, 'down')
    return async () => void (await back())
  }
  const up = (space: Host | 'switch', link: string) => venue.exec(space, 'ip', 'link', 'set', link, 'up')
  const link = (host: Host) => (host === 'switch2' ? 'br0' : 'eth0')
  /** Routes go with the link or the address that they need. */
  const routed = async (host: Host) => {
    const router = host === 'office' ? '10.77.1.1' : hosts.gateway.address
    if (host !== 'gateway') await venue.exec(host, 'ip', 'route', 'replace', 'default', 'via', router)
  }

  return {
    async addressGone(host) {
      const address = `${hosts[host].address}/24`
      await venue.exec(host, 'ip', 'addr', 'del', address, 'dev', link(host))
      return async () => {
        await venue.exec(host, 'ip', 'addr', 'add', address, 'dev', link(host))
        await routed(host)
      }
    },
    async macChanged(host, mac) {
      const set = (value: string) => venue.exec(host, 'ip', 'link', 'set', link(host), 'address', value)
      await set(mac)
      return async () => void (await set(hosts[host].mac))
    },
    icmpDropped: (host) => nft(host, chain('input', 'meta l4proto { icmp, icmpv6 } drop')),
    arpOnly: (host) => nft(host, chain('input', 'iif != lo drop'), chain('output', 'oif != lo drop')),
    loss: (host, percent) => nft(host, chain('input', `iif != lo numgen random mod 100 < ${percent} drop`)),
    everyNthLost: (host, n) => nft(host, chain('input', `iif != lo numgen inc mod ${n} == 0 drop`)),
    portSilent: (host, port) => nft(host, chain('input', `tcp dport ${port} drop`)),
    portClosed: (host, port) => nft(host, chain('input', `tcp dport ${port} reject with tcp reset`)),
    linkDown: (host) =>
      down(host, link(host), async () => {
        await up(host, link(host))
        await routed(host)
      }),
    portRedirected: (host, port, to) =>
      nft(
        host,
        `chain pre {\ntype nat hook prerouting priority -100\niif != lo tcp dport ${port} redirect to :${to}\n}`,
      ),
    async sendingRefused(host) {
      const rule = (verb: 'add' | 'del') => venue.exec(host, 'ip', 'rule', verb, 'pref', '1', 'prohibit')
      await rule('add')
      return async () => void (await rule('del'))
    },
    async portDead(port) {
      await venue.exec('switch', 'ip', 'link', 'set', port, 'nomaster')
      return async () => void (await venue.exec('switch', 'ip', 'link', 'set', port, 'master', 'br0'))
    },
    portOff: (port) => down('switch', port, () => up('switch', port)),
    async powerCut(ports) {
      const set = (state: 'up' | 'down') =>
        Promise.all(ports.map((port) => venue.exec('switch', 'ip', 'link', 'set', port, state)))
      await set('down')
      return async () => void (await set('up'))
    },
    async loop(rate) {
      const peer = ['type', 'veth', 'peer', 'name', 'loop', 'netns', venue.space('switch2')]
      await venue.exec('switch', 'ip', 'link', 'add', 'loop', ...peer)
      for (const name of ['switch', 'switch2'] as const) {
        const shape = ['rate', rate, 'burst', '2kb', 'latency', '20ms']
        await venue.exec(name, 'tc', 'qdisc', 'add', 'dev', 'loop', 'root', 'tbf', ...shape)
        await venue.exec(name, 'ip', 'link', 'set', 'loop', 'master', 'br0', 'up')
      }
      return async () => void (await venue.exec('switch', 'ip', 'link', 'del', 'loop'))
    },
    internetCut: () =>
      nft('gateway', chain('forward', 'oif wan drop', 'iif wan drop'), chain('output', 'oif wan drop')),
    portal: (port) =>
      nft(
        'gateway',
        `chain pre {\ntype nat hook prerouting priority -100\niif eth0 tcp dport 80 redirect to :${port}\n}`,
      ),
    dnsDropped: () => nft('gateway', chain('input', 'meta l4proto { tcp, udp } th dport 53 drop')),
  }
}
