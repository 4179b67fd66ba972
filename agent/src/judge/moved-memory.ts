import { checkinProbe } from './checkin.ts'
import { blankMemory, type Memory } from './memory.ts'

/**
 * What is still true of a device whose address changed: nothing that was learnt by looking at the old one. What an iPad
 * told of itself, and what is believed of it, came from the iPad, wherever it was.
 */
export function movedMemory(memory: Memory | null): Memory | null {
  if (!memory?.checkin) return null
  const { checkin, checkedAt, lastSeenAt, reach } = memory
  const told = memory.status[checkinProbe]
  return {
    ...blankMemory(),
    checkin,
    checkedAt,
    lastSeenAt,
    reach: reach === 'reached' ? reach : null,
    status: told ? { [checkinProbe]: told } : {},
  }
}
