import type { ProbeSetting } from '@sereno/shared/device.ts'
import type { Memory } from './memory.ts'

/** Ways to learn a printer's status that do not take its only connection. */
const outOfBand: readonly string[] = ['snmp', 'ipp', 'star']
const minuteMs = 60_000
const afterRefusalMs = 5000
const rarelyMs = 10 * minuteMs
/** Silent checks after which a device counts as one without SNMP. */
const enoughTries = 3

/** Time from one look of a probe to the next, ms: its setting, or longer where that spares the device. */
export function everyMs(setting: ProbeSetting, memory: Memory | null): number {
  const usual = Math.max(setting.everySeconds * 1000, afterRefusalMs)
  const ways = Object.values(memory?.ways ?? {})
  if (setting.type === 'escpos') {
    const spared = ways.some((way) => outOfBand.includes(way.probe) && way.answered && way.unanswered === 0)
    return spared ? Math.max(usual, minuteMs) : usual
  }
  if (setting.type === 'snmp' && !enteredByPerson(setting)) {
    const way = memory?.ways[setting.id]
    if (way && !way.answered && way.unanswered >= enoughTries) return Math.max(usual, rarelyMs)
  }
  return usual
}

/** Whether a person entered credentials: anything but the community that every device has from the factory. */
export function enteredByPerson(setting: ProbeSetting | undefined): boolean {
  const { version, community, user } = setting?.options ?? {}
  return version === '3' || (community !== undefined && community !== 'public') || (user ?? '') !== ''
}
