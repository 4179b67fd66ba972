import { access, readFile } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { isVenueLink } from './own.ts'

/** A network card of our own machine, as a technician on the phone wants to know it. */
export interface NetworkCard {
  name: string
  kind: 'wired' | 'wifi'
  up: boolean
  mac: string
  /** With their width, as `192.168.1.7/24`. */
  addresses: string[]
  /** Mbit/s; `null` where the card does not say. */
  speedMbit: number | null
}

/** Machines with many virtual cards are known; a page has room for so many. */
const mostCards = 16
const mostAddresses = 8

/** Where the kernel tells of its cards; a test names its own. */
const root = '/sys/class/net'

/** The cards that may lead to the venue's network, in the kernel's order; those without a carrier too where it is told. */
export async function networkCards(folder = root, interfaces = networkInterfaces()): Promise<NetworkCard[]> {
  const told = (await readFile('/proc/net/dev', 'utf8').catch(() => ''))
    .split('\n')
    .flatMap((line) => /^\s*([^\s:]+):/u.exec(line)?.[1] ?? [])
  const names = [...new Set([...told, ...Object.keys(interfaces)])].filter(isVenueLink)
  const cards = await Promise.all(names.map((name) => cardOf(join(folder, name), name, interfaces[name] ?? [])))
  return cards.filter((card) => card !== null).slice(0, mostCards)
}

const join = (folder: string, name: string) => `${folder}/${name.replaceAll('/', '_')}`

async function cardOf(
  folder: string,
  name: string,
  addresses: readonly { address: string; cidr: string | null; mac: string }[],
): Promise<NetworkCard | null> {
  const line = async (file: string) => (await readFile(`${folder}/${file}`, 'utf8').catch(() => '')).trim()
  const isThere = (file: string) =>
    access(`${folder}/${file}`).then(
      () => true,
      () => false,
    )
  // What neither is hardware nor has an address is of the kernel's own making.
  if (addresses.length === 0 && !(await isThere('device'))) return null
  const [state, mac, speed, isWifi] = await Promise.all([
    line('operstate'),
    line('address'),
    line('speed'),
    isThere('phy80211'),
  ])
  const speedMbit = Number.parseInt(speed, 10)
  return {
    name,
    kind: isWifi || name.startsWith('wl') ? 'wifi' : 'wired',
    up: state === 'up' || (state !== 'down' && addresses.length > 0),
    mac: mac || (addresses[0]?.mac ?? ''),
    addresses: addresses.slice(0, mostAddresses).map(({ address, cidr }) => cidr ?? address),
    speedMbit: speedMbit > 0 ? speedMbit : null,
  }
}
