import { availableParallelism, hostname, loadavg, uptime } from 'node:os'
import { storageWear } from './card-wear.ts'
import { type NetworkCard, networkCards } from './cards.ts'
import { clockSynchronised } from './clock-sync.ts'
import { underVoltage } from './power.ts'
import { defaultGateway } from './routes.ts'

/** The mini computer that Sereno runs on, as a technician on the phone wants to know it. */
export interface Machine {
  /** Such as `Raspberry Pi 4 Model B`; empty where the machine does not say. */
  model: string
  /** Such as `Debian GNU/Linux 12 arm64`. */
  system: string
  /** Its own name in the network. */
  host: string
  upSeconds: number
  cores: number
  /** How busy its processors were within the last minute, 1 being all of them; more: work waits. `null` on Windows. */
  load: number | null
  temperatureC: number | null
  memoryTotalBytes: number
  memoryAvailableBytes: number
  underVoltage: 'now' | 'since_start' | null
  /** What a running time service says; `null` where none says anything. */
  clockSynchronised: boolean | null
  /** How much of its life the storage has used, per cent; `null` where it does not say. */
  storageWearPercent: number | null
  cards: NetworkCard[]
  gateway: string | null
}

/** What changes slowly or starts programs to be told is asked again after a minute; the rest costs next to nothing. */
const holdsMs = 60_000
let asked: { at: number; machine: Promise<Omit<Machine, 'load' | 'upSeconds'>> } | null = null

export async function machine(): Promise<Machine> {
  const now = performance.now()
  if (asked === null || now - asked.at > holdsMs) asked = { at: now, machine: look() }
  const [perMinute = 0] = loadavg()
  const load = process.platform === 'win32' ? null : Math.round((perMinute / availableParallelism()) * 100) / 100
  return { ...(await asked.machine), load, upSeconds: Math.round(uptime()) }
}

async function look(): Promise<Omit<Machine, 'load' | 'upSeconds'>> {
  // Loaded when someone asks: it is of no use to the watch, and memory is dear.
  const { default: information } = await import('systeminformation')
  const [model, os, temperature, memory, voltage, synchronised, wear, cards, gateway] = await Promise.all([
    information.system(),
    information.osInfo(),
    information.cpuTemperature(),
    information.mem(),
    underVoltage(),
    clockSynchronised(),
    storageWear(),
    networkCards(),
    defaultGateway(),
  ])
  return {
    model: [model.manufacturer, model.model].filter((word) => word !== '' && word !== '-').join(' '),
    system: `${os.distro} ${os.release} ${os.arch}`.trim(),
    host: hostname(),
    cores: availableParallelism(),
    temperatureC: temperature.main,
    memoryTotalBytes: memory.total,
    memoryAvailableBytes: memory.available,
    underVoltage: voltage,
    clockSynchronised: synchronised,
    storageWearPercent: wear,
    cards,
    gateway,
  }
}
