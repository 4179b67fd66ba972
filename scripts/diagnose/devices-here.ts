import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { address, type DeviceSetting, type DeviceType, type ProbeSetting } from '@sereno/shared/device.ts'
import { surroundings } from '../../agent/src/net/surroundings.ts'
import { findProbe, usualProbes } from '../../agent/src/probes/index.ts'
import type { Probe } from '../../agent/src/probes/probe.ts'
import { readVenue } from '../../agent/src/store/read-venue.ts'
import { CliFault } from '../cli/cli-fault.ts'
import { exitCodes } from '../cli/exit-codes.ts'
import { usage } from '../cli/options.ts'
import type { Say } from '../cli/words.ts'
import type { DiagnoseOptions } from './options.ts'

/** The devices of a `venue.json`: the one that was named, or the agent's own where it lies in its usual place. */
export function devicesOfVenue(config: string | null, environment: Record<string, string | undefined>) {
  const file = config ?? join(environment.SERENO_DATA ?? './data', 'venue.json')
  if (config === null && !existsSync(file)) return { venue: null, devices: [] }
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (fault) {
    throw usage('config_unreadable', { file, why: (fault as NodeJS.ErrnoException).code ?? 'UNKNOWN' })
  }
  const read = readVenue(text)
  if ('refusal' in read) {
    const { line, column, path, reason } = read.refusal
    const place = line === null ? path : `${line}:${column} ${path}`
    throw new CliFault('E_CONFIG', exitCodes.wrongUsage, 'config_wrong', { file, place: place.trim(), reason })
  }
  return { venue: read.document.venue.name, devices: read.document.devices }
}

/** This machine's gateway, resolver and internet line, as an agent has them by itself. */
export async function ownDevices(say: Say): Promise<DeviceSetting[]> {
  const [gateway, servers] = await Promise.all([surroundings.defaultGateway(), surroundings.resolvers()])
  const [resolver] = servers
  const named = (name: string, type: DeviceType, where: string | null, probe: string, options = {}) =>
    settingOf(name, type, where, [probeSetting(findProbe(probe), options)].flat())
  return [
    ...(gateway === null ? [] : [named(say('own.gateway'), 'router', gateway, 'gateway')]),
    ...(resolver === undefined ? [] : [named(say('own.resolver'), 'other', resolver, 'dns', { server: resolver })]),
    named(say('own.line'), 'internet', null, 'internet'),
  ]
}

/**
 * What to look at where an address stands alone, by the type that a person said or that it was recognised as. What
 * would print on another device is asked only where a person said that it is a printer (`kinds.md`, Rates and windows).
 */
export function deviceAt(host: string, type: DeviceType, isSaid: boolean, name = host): DeviceSetting {
  const checked = address.safeParse(host)
  if (!checked.success) throw usage('not_an_address', { value: host })
  const usual = usualProbes(type).filter((probe) => isSaid || probe.onlyFor?.includes('other') !== false)
  const probes = usual.length > 0 ? usual : [findProbe('icmp')].flatMap((probe) => probe ?? [])
  return settingOf(
    name,
    type,
    checked.data,
    probes.flatMap((probe) => probeSetting(probe)),
  )
}

/** A device with only the probes that were asked for; with its own options where it has them. */
export function withProbes(device: DeviceSetting, { probes, port }: DiagnoseOptions): DeviceSetting {
  const chosen =
    probes.length === 0
      ? device.probes
      : probes.flatMap((type) => {
          const has = device.probes.filter((one) => one.type === type)
          return has.length > 0 ? has : probeSetting(findProbe(type), {})
        })
  if (port === null) return { ...device, probes: chosen }
  return { ...device, probes: chosen.map((probe) => ({ ...probe, options: { ...probe.options, port } })) }
}

function probeSetting(probe: Probe | undefined, options: object = {}): ProbeSetting[] {
  // With its defaults, as the agent has them: a verdict names the port.
  return probe
    ? [
        {
          id: randomUUID(),
          type: probe.type,
          ...probe.rate,
          options: probe.options.parse(options) as ProbeSetting['options'],
        },
      ]
    : []
}

const settingOf = (name: string, type: DeviceType, where: string | null, probes: ProbeSetting[]): DeviceSetting => ({
  id: randomUUID(),
  name,
  type,
  place: '',
  address: where,
  mac: null,
  inService: true,
  parentId: null,
  probes,
  role: null,
})
