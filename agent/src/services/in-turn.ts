import type { House } from './house.ts'

/** Has the works of one house done one after the other, whatever became of the one before; each kind has turns of its own. */
export function makeTurns(): <T>(house: House, work: () => Promise<T>) => Promise<T> {
  const turns = new WeakMap<House, Promise<unknown>>()
  return (house, work) => {
    const turn = (turns.get(house) ?? Promise.resolve()).then(work)
    turns.set(
      house,
      turn.catch(() => undefined),
    )
    return turn
  }
}
