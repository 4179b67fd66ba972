import type { ProbeSetting } from '@sereno/shared/device.ts'
import type { Memory } from './memory.ts'

/** So many tries tell that a printer speaks another language there, and not only that somebody else printed. */
const enoughTries = 3
/** A printer that was exchanged for another one is asked again. */
const dayMs = 86_400_000

/**
 * Whether a way is not to be used any more, since what answers there might print what it is asked (`kinds.md`: DLE EOT
 * never goes to something that answers as IPP or PJL only). It is let be where it never got an answer in its own language,
 * and something else came back three times (a line printer's echo, PJL), or nothing did. For ESC/POS, which a busy printer
 * leaves unanswered too, the latter counts only while the printer tells its status over IPP or Star's own port.
 */
export function isLetBe(setting: ProbeSetting, memory: Memory | null): boolean {
  const way = memory?.ways[setting.id]
  if (!way || way.answered || way.unanswered < enoughTries) return false
  if (way.contact !== 'mute' && way.contact !== 'garbled') return false
  if (setting.type === 'star' || (setting.type === 'escpos' && way.contact === 'garbled')) return true
  return setting.type === 'escpos' && tellsElsewhere(memory)
}

/** Within the last day it answered over IPP or Star's port. */
export function tellsElsewhere(memory: Memory | null): boolean {
  const now = memory?.checkedAt ?? 0
  return Object.values(memory?.ways ?? {}).some(
    ({ probe, answered, answeredAt }) =>
      (probe === 'ipp' || probe === 'star') && answered && answeredAt !== null && now - answeredAt < dayMs,
  )
}
