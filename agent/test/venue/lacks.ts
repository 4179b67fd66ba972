import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const programs = {
  ip: 'iproute2',
  tc: 'iproute2',
  nft: 'nftables',
  fping: 'fping',
  ping: 'iputils-ping',
  arping: 'iputils-arping',
  setpriv: 'util-linux',
  sysctl: 'procps',
  curl: 'curl',
  dnsmasq: 'dnsmasq-base',
  snmpd: 'snmpd',
  snmpget: 'snmp',
  'dbus-daemon': 'dbus-daemon',
  'avahi-daemon': 'avahi-daemon',
  ippeveprinter: 'cups-ipp-utils',
  ipptool: 'cups-ipp-utils',
}
const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin']

/** The Python of the distribution: the one that its packages are for, whatever comes first in PATH. */
export const python = '/usr/bin/python3'

/** Why this machine cannot hold a venue, as one line for a person; `null` where it can. */
export function venueLacks(): string | null {
  if (process.platform !== 'linux') return `network namespaces need Linux, this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const missing = new Set<string>()
  for (const [program, debian] of Object.entries(programs)) {
    if (!folders.some((folder) => existsSync(`${folder}/${program}`))) missing.add(debian)
  }
  if (spawnSync(python, ['-c', 'import aiosmtpd']).status !== 0) missing.add('python3-aiosmtpd')
  if (missing.size > 0) return `these packages are not installed: ${[...missing].join(' ')}`
  return mayMakeSpaces() ? null : 'this machine may not make network namespaces (a container without CAP_SYS_ADMIN?)'
}

/** Whether a namespace can be made and entered: entering one mounts things anew, which not every container allows. */
function mayMakeSpaces(): boolean {
  const name = `sereno-${process.pid}-try`
  const made = spawnSync('ip', ['netns', 'add', name]).status === 0
  const entered = made && spawnSync('ip', ['-n', name, 'link', 'set', 'lo', 'up']).status === 0
  if (made) spawnSync('ip', ['netns', 'del', name])
  return entered
}

/** Why this machine cannot hold a disk of its own for a test, as one line for a person; `null` where it can. */
export function diskLacks(): string | null {
  if (process.platform !== 'linux') return `loop devices need Linux, this is ${process.platform}`
  if (process.getuid?.() !== 0) return 'mounts need root'
  if (spawnSync('losetup', ['--find']).status !== 0) return 'there is no loop device to be had'
  const mount = ['-m', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'none', '/mnt']
  return spawnSync('unshare', mount).status === 0 ? null : 'this machine may not mount anything'
}
