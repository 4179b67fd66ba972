import type { Change } from '@sereno/shared/change.ts'
import { keyOf } from '../judge/key.ts'
import type { Condition } from '../judge/types.ts'

interface Ended {
  id: string
  cause: string
  probe: string | null
}

/**
 * Failures whose entry ended because quiet hours or a pause began, while they lasted. Where one still lasts when those are
 * over, it gets an entry anew that explains the first: it is one failure, and counts once. A restart in between forgets it.
 */
export class Hushed {
  /** Their entries, by subject and by what tells failures apart. */
  readonly #ended = new Map<string | null, Map<string, string>>()

  /**
   * Follows what a record changes.
   * @param open the subject's entries before it
   * @param kept what is wrong with the subject now, and kept to itself
   * @returns what is to be changed besides
   */
  follow(deviceId: string | null, open: readonly Ended[], changes: readonly Change[], kept: readonly Condition[]) {
    const before = this.#ended.get(deviceId)
    const lasting = new Set(kept.map(keyOf))
    const ended = new Map([...(before ?? [])].filter(([key]) => lasting.has(key)))
    const further: Change[] = []
    for (const change of changes) {
      if (change.do === 'open') {
        const id = before?.get(keyOf(change.entry))
        if (id !== undefined) further.push({ do: 'explain', id, explainedBy: change.entry.id })
      } else if (change.do === 'end') {
        const entry = open.find((one) => one.id === change.id)
        if (entry && lasting.has(keyOf(entry))) ended.set(keyOf(entry), entry.id)
      }
    }
    if (ended.size === 0) this.#ended.delete(deviceId)
    else this.#ended.set(deviceId, ended)
    return further
  }
}
