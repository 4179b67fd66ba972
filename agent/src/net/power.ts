import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a Raspberry Pi tells of its voltage; a test names its own. */
const files = {
  throttled: '/sys/devices/platform/soc/soc:firmware/get_throttled',
  sensors: '/sys/class/hwmon',
}

/** Of `vcgencmd get_throttled` (Raspberry Pi documentation, "vcgencmd"): under-voltage now, and since the start. */
const nowBit = 0x1
const sinceStartBit = 0x10000

/**
 * Whether the board's supply is too weak: `now`, or at some time `since_start`; `null` where it is well or nobody tells.
 * Dips last milliseconds, so what the firmware remembers counts as much as this moment.
 */
export async function underVoltage(from = files): Promise<'now' | 'since_start' | null> {
  const throttled = await readFile(from.throttled, 'utf8').catch(() => null)
  if (throttled !== null) return readThrottled(throttled)
  return (await sensorAlarm(from.sensors)) ? 'now' : null
}

/** Hexadecimal, with or without `0x`. */
export function readThrottled(text: string): 'now' | 'since_start' | null {
  const bits = Number.parseInt(text.trim(), 16)
  if ((bits & nowBit) !== 0) return 'now'
  return (bits & sinceStartBit) !== 0 ? 'since_start' : null
}

/** The kernel's driver for the same firmware (`rpi_volt`, Documentation/hwmon/raspberrypi-hwmon.rst). */
async function sensorAlarm(folder: string): Promise<boolean> {
  for (const sensor of await readdir(folder).catch(() => [])) {
    const name = await readFile(join(folder, sensor, 'name'), 'utf8').catch(() => '')
    if (name.trim() !== 'rpi_volt') continue
    const alarm = await readFile(join(folder, sensor, 'in0_lcrit_alarm'), 'utf8').catch(() => '0')
    if (alarm.trim() === '1') return true
  }
  return false
}
