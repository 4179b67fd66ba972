import type { System } from '@sereno/shared/api/system.ts'

/** What is wrong with the box, beside what the agent itself says it lacks; its words are `system.finding_…`. */
export interface Finding {
  code:
    | 'disk_nearly_full'
    | 'very_hot'
    | 'hot'
    | 'voltage_now'
    | 'voltage_before'
    | 'memory_low'
    | 'no_network'
    | 'busy'
    | 'overloaded'
    | 'worn'
  tone: 'error' | 'warning'
}

/** A Raspberry Pi slows itself down from 80 °C on; other boards not much later. */
const hotC = { error: 80, warning: 70 }
/** Below this a day's log and its copies still fit. */
const leastFreeBytes = 500_000_000
const leastMemoryShare = 0.08
/** From here on checks are dated too late to be told from slow devices. */
const lateMs = 250
const wornPercent = 80
/** So many times what its processors can do. */
const overload = 2

/** The worst first. */
export function findingsOf(system: System): Finding[] {
  const { machine, diskFreeBytes } = system
  const found: Finding[] = []
  const find = (code: Finding['code'], tone: Finding['tone']) => found.push({ code, tone })
  const heat = machine.temperatureC ?? 0
  if (machine.underVoltage === 'now') find('voltage_now', 'error')
  if (heat >= hotC.error) find('very_hot', 'error')
  if (machine.cards.length > 0 && !machine.cards.some(({ up, addresses }) => up && addresses.length > 0)) {
    find('no_network', 'error')
  }
  // A full disk the agent itself tells of.
  if (diskFreeBytes !== null && diskFreeBytes < leastFreeBytes) find('disk_nearly_full', 'warning')
  if (machine.underVoltage === 'since_start') find('voltage_before', 'warning')
  if (heat >= hotC.warning && heat < hotC.error) find('hot', 'warning')
  if (machine.memoryAvailableBytes < machine.memoryTotalBytes * leastMemoryShare) find('memory_low', 'warning')
  if (system.eventLoopDelayP99Ms > lateMs) find('busy', 'warning')
  if ((machine.load ?? 0) >= overload) find('overloaded', 'warning')
  if ((machine.storageWearPercent ?? 0) >= wornPercent) find('worn', 'warning')
  return found
}

/** Of the agent's own words on what it lacks, those without which it does not watch or keep anything. */
const grave: ReadonlySet<string> = new Set(['disk_full', 'disk_readonly', 'disk_failed', 'database_damaged'])
export const isGrave = (code: string): boolean => grave.has(code)
