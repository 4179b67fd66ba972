import { isIP } from 'node:net'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { resolve } from '../../agent/src/net/resolve.ts'
import { CliFault } from '../cli/cli-fault.ts'
import { exitCodes } from '../cli/exit-codes.ts'
import { usage } from '../cli/options.ts'
import type { Terminal } from '../cli/terminal.ts'
import type { Say } from '../cli/words.ts'
import { deviceAt, devicesOfVenue, ownDevices, withProbes } from './devices-here.ts'
import { foundInSubnets, recogniseAt } from './find-here.ts'
import type { DiagnoseOptions } from './options.ts'

interface Finding {
  terminal: Terminal
  say: Say
  signal: AbortSignal
}

/**
 * What to look at from this machine: the hosts that were named, else the devices of a `venue.json`, what is in the
 * subnets that were named, and this machine's own way out (unless `SERENO_SUBNETS` is `none`).
 */
export async function targetsHere(
  options: DiagnoseOptions,
  { terminal, say, signal }: Finding,
): Promise<{ venue: string | null; targets: DeviceSetting[] }> {
  const { venue, devices } = devicesOfVenue(options.config, process.env)
  if (options.hosts.length > 0) {
    const targets = await Promise.all(options.hosts.map((host) => targetOf(host, devices, options, signal)))
    if (targets.some(({ type, isGuess }) => isGuess && type === 'printer')) terminal.remark(say('hint_printer'))
    return { venue, targets: targets.map((target) => withProbes(target.device, options)) }
  }
  const looksAround = process.env.SERENO_SUBNETS !== 'none'
  const [own, found] = await Promise.all([
    looksAround ? ownDevices(say) : [],
    foundInSubnets(options.subnets, signal, (done, total) => terminal.progress(done, total, say('finding'))),
  ])
  const known = new Set(devices.map(({ address }) => address))
  const inService = devices.filter((device) => device.inService && device.role === null)
  const targets = [...own, ...inService, ...found.filter(({ address }) => !known.has(address))]
  if (targets.length === 0) throw usage('nothing_to_look_at')
  return { venue, targets: targets.map((target) => withProbes(target, options)) }
}

const resolveMs = 5000

/** A device of the venue by its name, address or id; else whatever is at that address. */
async function targetOf(
  host: string,
  devices: readonly DeviceSetting[],
  options: DiagnoseOptions,
  signal: AbortSignal,
) {
  const wanted = host.toLowerCase()
  const known = devices.find(({ id, name, address }) =>
    [id, name, address].some((one) => one?.toLowerCase() === wanted),
  )
  if (known && options.type === null) return { device: known, type: known.type, isGuess: false }
  await checkName(deviceAt(host, 'other', false).address ?? host, signal)
  if (options.type !== null) return { device: deviceAt(host, options.type, true), type: options.type, isGuess: false }
  // A probe that was named is all that is wanted: nothing else is to reach the device.
  if (options.probes.length > 0) return { device: deviceAt(host, 'printer', true), type: 'other', isGuess: false }
  const { type, name } = await recogniseAt(deviceAt(host, 'other', false).address ?? host, signal)
  return { device: deviceAt(host, type, false, name), type, isGuess: true }
}

/** @throws {CliFault} where a name has no address: a device that does not exist is not one that is silent */
async function checkName(host: string, signal: AbortSignal): Promise<void> {
  if (isIP(host) !== 0) return
  const found = await resolve(host, resolveMs, signal)
  if ('code' in found) throw new CliFault('E_NAME', exitCodes.notFound, 'no_such_name', { host, code: found.code })
}
