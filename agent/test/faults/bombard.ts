import { expect } from 'vitest'
import { measured } from './measured.ts'
import { dice, mutate } from './mutate.ts'

/** Printed with the figure; another one can be tried by SERENO_SEED. */
export const seed = Number(process.env.SERENO_SEED ?? 20_261_122)
const wanted = 10_000
/** `reliability.md`, promise 26. */
const longestMs = 5000

interface Peer {
  /** One look, or one whole conversation, with the peer. Never throws. */
  look(): Promise<unknown>
  /** Ends the peer, and tells what was wrong with what it got to hear; nothing where all was well. */
  close(): Promise<string[]>
}

/** What came of mutated answers. */
export interface Mutations {
  mutated: number
  looks: number
  /** The longest look, ms. */
  longest: number
  uncaught: string[]
}

export function noteMutations(name: string, { mutated, looks, longest, uncaught }: Mutations): void {
  measured(
    26,
    `${name}: ${mutated} mutated in ${looks} looks, seed ${seed}, ${uncaught.length} uncaught, longest ${Math.round(longest)} ms`,
  )
}

type Spoil = (answer: Buffer) => Buffer

/**
 * Looks at a peer again and again, several times at once, until it has given 10,000 answers with something wrong in
 * them (one in eight goes out as it is, so that a look gets further). Nothing may be thrown that nobody catches, and no look may last.
 */
export async function bombard(name: string, lanes: number, open: (spoil: Spoil) => Promise<Peer>): Promise<void> {
  const roll = dice(seed)
  let mutated = 0
  let looks = 0
  let longest = 0
  const uncaught: string[] = []
  const note = (fault: unknown) => void uncaught.push(String(fault))
  process.on('uncaughtException', note)
  process.on('unhandledRejection', note)
  const peer = await open((answer) => {
    if (roll(8) === 0) return answer
    mutated += 1
    return mutate(answer, roll)
  })
  const lane = async () => {
    while (mutated < wanted) {
      const startedAt = performance.now()
      await peer.look().catch(note)
      looks += 1
      longest = Math.max(longest, performance.now() - startedAt)
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  const wrong = await peer.close()
  process.off('uncaughtException', note)
  process.off('unhandledRejection', note)
  noteMutations(name, { mutated, looks, longest, uncaught })
  expect(uncaught).toEqual([])
  expect(wrong).toEqual([])
  expect(longest).toBeLessThanOrEqual(longestMs)
}
