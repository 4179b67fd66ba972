import { command } from '../../agent/test/venue/command.ts'
import { removeSpaces, removeStale } from '../../agent/test/venue/spaces.ts'

/** Where the agent is, and where its devices: any address of 10.79.0.0/16 answers until it is unplugged. */
const addresses = {
  agent: '10.78.0.2',
  router: '10.78.0.1',
  devices: '10.79.0.0/16',
  neighbours: '10.78.0.128/25',
} as const
/** The subnet that agent and router share; half of its addresses answer ARP. */
export const ownSubnet = '10.78.0.0/24'
/** The TCP port on which every device answers. */
export const devicePort = 9000

/** The address of the nth device. */
export const deviceAddress = (index: number): string => `10.79.${Math.floor(index / 250)}.${(index % 250) + 1}`

/** Two network namespaces: the agent's, and one that is the router and every device behind it. */
export interface Network {
  agent: string
  far: string
  close(): void
}

/**
 * Lays the network. All devices are behind one router, so the agent has one neighbour however many there are: the
 * kernel's table of 1,024 neighbours, which all namespaces share, is left to others.
 */
export async function openNetwork(): Promise<Network> {
  removeStale()
  const prefix = `sereno-${process.pid}-bench-`
  const network = { agent: `${prefix}agent`, far: `${prefix}far`, close: () => removeSpaces(prefix) }
  process.once('exit', network.close)
  const ip = (line: string) => command('ip', ...line.split(' '))
  for (const space of [network.agent, network.far]) {
    await ip(`netns add ${space}`)
    await ip(`-n ${space} link set lo up`)
  }
  await ip(`-n ${network.agent} link add eth0 type veth peer name eth0 netns ${network.far}`)
  await ip(`-n ${network.agent} addr add ${addresses.agent}/24 dev eth0`)
  await ip(`-n ${network.far} addr add ${addresses.router}/24 dev eth0`)
  for (const space of [network.agent, network.far]) await ip(`-n ${space} link set eth0 up`)
  await ip(`-n ${network.agent} route add default via ${addresses.router}`)
  for (const range of [addresses.devices, addresses.neighbours]) {
    await ip(`-n ${network.far} route add local ${range} dev lo`)
  }
  return network
}

/** Takes a device off the network, without a word to whoever asks for it, or puts it back. */
export async function unplug(far: string, address: string, away = true): Promise<void> {
  await command('ip', '-n', far, 'route', away ? 'add' : 'del', 'blackhole', `${address}/32`, 'table', 'local')
}
