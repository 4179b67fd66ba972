/** The mini computer that Sereno runs on, as a technician on the phone wants to know it. */
export interface Machine {
  /** Such as `Raspberry Pi 4 Model B`; empty where the machine does not say. */
  model: string
  /** Such as `Debian GNU/Linux 12 arm64`. */
  system: string
  temperatureC: number | null
  memoryTotalBytes: number
  memoryAvailableBytes: number
}

/** Asking starts programs, so an answer holds for a minute. */
const holdsMs = 60_000
let asked: { at: number; machine: Promise<Machine> } | null = null

export function machine(): Promise<Machine> {
  const now = performance.now()
  if (asked === null || now - asked.at > holdsMs) asked = { at: now, machine: look() }
  return asked.machine
}

async function look(): Promise<Machine> {
  // Loaded when someone asks: it is of no use to the watch, and memory is dear.
  const { default: information } = await import('systeminformation')
  const [model, os, temperature, memory] = await Promise.all([
    information.system(),
    information.osInfo(),
    information.cpuTemperature(),
    information.mem(),
  ])
  return {
    model: [model.manufacturer, model.model].filter((word) => word !== '' && word !== '-').join(' '),
    system: `${os.distro} ${os.release} ${os.arch}`.trim(),
    temperatureC: temperature.main,
    memoryTotalBytes: memory.total,
    memoryAvailableBytes: memory.available,
  }
}
