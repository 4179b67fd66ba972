import type { Kind } from '../kinds.ts'

/**
 * A device's time as a text, one letter a slot: the worst kind that was open in it (`E F O R`), else what was measured:
 * `n` it answered, `d` degraded, `z` asleep, `p` out of service, `-` nobody looked.
 *
 * Without zod, as the store's thread makes these texts; mails, the report and the dashboard draw them.
 *
 * Worst first, where one letter has to stand for several. That nobody looked comes before an answer: it is never green.
 */
export const slotLetters = ['O', 'F', 'E', 'R', 'd', '-', 'z', 'p', 'n'] as const
export type SlotLetter = (typeof slotLetters)[number]

/** The letter of each kind: its first, and the mails' strip has the same. */
export const kindLetters = { Error: 'E', Fail: 'F', Offline: 'O', Retry: 'R' } as const satisfies Record<
  Kind,
  SlotLetter
>

export const isSlotLetter = (text: string): text is SlotLetter => (slotLetters as readonly string[]).includes(text)

/** The letters of a text; what is no letter of ours says nothing about its slot. */
export const lettersOf = (slots: string): SlotLetter[] =>
  Array.from(slots, (letter) => (isSlotLetter(letter) ? letter : '-'))

export const worstOf = (letters: readonly SlotLetter[]): SlotLetter =>
  slotLetters.find((letter) => letters.includes(letter)) ?? '-'

/** Every `by` slots as one, for a bar with less room. */
export function mergeSlots(slots: string, by: number): string {
  const letters = lettersOf(slots)
  const groups = Array.from({ length: Math.ceil(letters.length / by) }, (_, index) =>
    letters.slice(index * by, (index + 1) * by),
  )
  return groups.map(worstOf).join('')
}

/** Neighbours of one letter, as one; `from` and `length` count slots. */
export interface Run {
  letter: SlotLetter
  from: number
  length: number
}

export function runsOf(slots: string): Run[] {
  const runs: Run[] = []
  for (const [index, letter] of lettersOf(slots).entries()) {
    const last = runs.at(-1)
    if (last?.letter === letter) last.length += 1
    else runs.push({ letter, from: index, length: 1 })
  }
  return runs
}

/** How many slots have each letter, worst first; letters that do not occur are left out. */
export function countLetters(slots: string): { letter: SlotLetter; count: number }[] {
  const letters = lettersOf(slots)
  return slotLetters
    .map((letter) => ({ letter, count: letters.filter((one) => one === letter).length }))
    .filter(({ count }) => count > 0)
}

/** The share of the watched time in which it was not down; `null` where nobody watched. */
export const uptimeOf = (watchedSeconds: number, downSeconds: number): number | null =>
  watchedSeconds <= 0 ? null : Math.max(0, 1 - downSeconds / watchedSeconds)
