import type { ProbeSetting } from '@sereno/shared/device.ts'
import { isLetBe } from './let-be.ts'
import type { Memory } from './memory.ts'

/** Ways that a device need not have; they tell a printer's status without taking its only connection. */
const outOfBand: readonly string[] = ['snmp', 'ipp', 'star']
const minuteMs = 60_000
const afterRefusalMs = 5000
const rarelyMs = 10 * minuteMs
/** Checks without an answer after which a device counts as one that has no such way. */
const enoughTries = 3

/** Time from one look of a probe to the next, ms: its setting, or longer where that spares the device. */
export function everyMs(setting: ProbeSetting, memory: Memory | null): number {
  const usual = Math.max(setting.everySeconds * 1000, afterRefusalMs)
  if (isLetBe(setting, memory)) return Math.max(usual, rarelyMs)
  const ways = Object.values(memory?.ways ?? {})
  if (setting.type === 'escpos') {
    const spared = ways.some((way) => outOfBand.includes(way.probe) && way.answered && way.unanswered === 0)
    return spared ? Math.max(usual, minuteMs) : usual
  }
  if (isOptional(setting.type) && !enteredByPerson(setting)) {
    const way = memory?.ways[setting.id]
    if (way && !way.answered && way.unanswered >= enoughTries) return Math.max(usual, rarelyMs)
  }
  return usual
}

/** Whether a device may well be without this way, so that its silence or refusal alone says nothing. */
export const isOptional = (type: string): boolean => outOfBand.includes(type)

/** Whether a person entered credentials: anything but the community that every device has from the factory. */
export function enteredByPerson(setting: ProbeSetting | undefined): boolean {
  const { version, community, user } = setting?.options ?? {}
  return version === '3' || (community !== undefined && community !== 'public') || (user ?? '') !== ''
}
