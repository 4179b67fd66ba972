import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { command } from './command.ts'
import { anchors, cables, type Host, hosts, mailServer, type Space, webAddress } from './plan.ts'
import { type Running, running } from './running.ts'
import { removeSpaces, removeStale } from './spaces.ts'

/** A pretend venue in network namespaces: its cables and addresses, and whatever was started in it. */
export interface Venue {
  /** For files of this venue; goes with it. */
  folder: string
  /** The namespace's name. */
  space(name: Space): string
  /** Runs a program in a host to its end. @throws as `command` does */
  exec(name: Space, file: string, ...args: string[]): Promise<string>
  /** Starts a program in a host; it ends with the venue. */
  start(name: Space, file: string, args: string[], environment?: Record<string, string>): Running
  /** Ends every process and removes every namespace and file. */
  close(): Promise<void>
}

let count = 0

/**
 * Builds the venue: two switches with the hosts of `plan.ts`, a router with another subnet behind it, and an internet
 * that holds the anchors. Nothing of it can be reached from outside, and nothing outside from it. It is removed on
 * `close`, when this process exits, and, after a crash, by the next venue.
 */
export async function openVenue(): Promise<Venue> {
  removeStale()
  count += 1
  const prefix = `sereno-${process.pid}-${count}-`
  const folder = mkdtempSync(join(tmpdir(), `${prefix}venue-`))
  const started: Running[] = []
  const remove = () => {
    removeSpaces(prefix)
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)

  const space = (name: Space) => `${prefix}${name}`
  const inside = (name: Space, file: string, args: string[]) => ['netns', 'exec', space(name), file, ...args]
  const venue: Venue = {
    folder,
    space,
    exec: (name, file, ...args) => command('ip', ...inside(name, file, args)),
    start(name, file, args, environment) {
      const program = running('ip', inside(name, file, args), environment)
      started.push(program)
      return program
    },
    async close() {
      await Promise.all(started.map((program) => program.stop(2000)))
      remove()
      process.off('exit', remove)
    },
  }
  try {
    await build(space)
  } catch (fault) {
    await venue.close()
    throw fault
  }
  return venue
}

type Name = (space: Space) => string

async function build(space: Name): Promise<void> {
  const ip = (line: string) => command('ip', ...line.split(' '))
  const within = (name: Space, line: string) => ip(`-n ${space(name)} ${line}`)
  for (const name of ['switch', ...(Object.keys(hosts) as Host[])] as Space[]) {
    await ip(`netns add ${space(name)}`)
    await within(name, 'link set lo up')
  }
  for (const name of ['switch', 'switch2'] as const) {
    await within(name, 'link add br0 type bridge')
    await within(name, 'link set br0 up')
  }

  const cable = async (from: Space, link: string, to: Space, port: string) => {
    await within(from, `link add ${link} type veth peer name ${port} netns ${space(to)}`)
    await within(from, `link set ${link} up`)
    await within(to, `link set ${port} up`)
  }
  const plug = async (name: Space, link: string, into: keyof typeof cables, port: string) => {
    await cable(name, link, into, port)
    await within(into, `link set ${port} master br0`)
  }
  const give = async (name: Host, link: string, router: string | null) => {
    const { address, mac } = hosts[name]
    await within(name, `link set ${link} address ${mac}`)
    await within(name, `addr add ${address}/24 dev ${link}`)
    if (router) await within(name, `route add default via ${router}`)
  }
  for (const into of ['switch', 'switch2'] as const) {
    for (const name of cables[into]) {
      await plug(name, 'eth0', into, name)
      await give(name, 'eth0', name === 'gateway' ? null : hosts.gateway.address)
    }
  }
  await plug('switch2', 'uplink', 'switch', 'switch2')
  await within('switch2', 'link set uplink master br0')
  await give('switch2', 'br0', hosts.gateway.address)

  await cable('gateway', 'office', 'office', 'eth0')
  await within('gateway', 'addr add 10.77.1.1/24 dev office')
  await give('office', 'eth0', '10.77.1.1')

  await cable('gateway', 'wan', 'internet', 'eth0')
  await within('gateway', 'addr add 203.0.113.2/24 dev wan')
  await give('internet', 'eth0', null)
  await within('internet', 'route add 10.77.0.0/16 via 203.0.113.2')
  for (const address of [...anchors, webAddress, mailServer.address]) {
    await within('internet', `addr add ${address}/32 dev eth0`)
  }
  await within('gateway', `route add default via ${hosts.internet.address}`)
  await command('ip', 'netns', 'exec', space('gateway'), 'sysctl', '-q', '-w', 'net.ipv4.ip_forward=1')

  for (const name of Object.keys(hosts) as Host[]) {
    mkdirSync(`/etc/netns/${space(name)}`, { recursive: true })
    writeFileSync(`/etc/netns/${space(name)}/resolv.conf`, `nameserver ${hosts.gateway.address}\n`)
  }
}
