import { type DeviceType, deviceType } from '@sereno/shared/device.ts'
import { type CommonOptions, commonOptions, readFlags, usage } from '../cli/options.ts'

export interface DiagnoseOptions extends CommonOptions {
  /** Addresses, names or ids; none: the whole venue. */
  hosts: string[]
  /** Subnets in CIDR to look through; `local`: those of this machine. */
  subnets: string[]
  /** Only these probes, by type. */
  probes: string[]
  /** What the hosts are, as the person says. */
  type: DeviceType | null
  /** A port other than the probe's own. */
  port: number | null
}

const own = {
  subnet: { type: 'string', multiple: true },
  probe: { type: 'string', multiple: true },
  type: { type: 'string' },
  port: { type: 'string' },
} as const

/**
 * Reads the arguments of `diagnose`.
 * @throws {CliFault} `E_USAGE` naming what is wrong
 */
export function diagnoseOptions(
  args: string[],
  environment: Record<string, string | undefined>,
  color: boolean,
  knownProbes: readonly string[],
): DiagnoseOptions {
  const { values, positionals } = readFlags(args, own)
  const probes = list(values.probe)
  const unknown = probes.find((one) => !knownProbes.includes(one))
  if (unknown !== undefined) throw usage('unknown_probe', { value: unknown, known: knownProbes.join(', ') })
  const type = typeof values.type === 'string' ? deviceType.safeParse(values.type) : null
  if (type && !type.success) {
    throw usage('unknown_type', { value: String(values.type), known: deviceType.options.join(', ') })
  }
  return {
    ...commonOptions(values, environment, color),
    hosts: positionals,
    subnets: list(values.subnet),
    probes,
    type: type?.data ?? null,
    port: portOf(values.port),
  }
}

/** Repeated, or with commas. */
const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one) => String(one).split(',')).filter((one) => one !== '')

function portOf(value: unknown): number | null {
  if (value === undefined) return null
  const port = /^\d{1,5}$/u.test(String(value)) ? Number(value) : 0
  if (port < 1 || port > 65_535) throw usage('bad_port', { value: String(value) })
  return port
}
