/** How many may do something at the same time: in all, and of each key. */
export class Slots {
  readonly #most: number
  readonly #mostEach: number
  readonly #taken = new Map<string, number>()
  #count = 0

  constructor(most: number, mostEach: number) {
    this.#most = most
    this.#mostEach = mostEach
  }

  /**
   * Takes one: how to give it back, once; `null` where there is none.
   * @param times as many for this key
   */
  enter(key: string, times = 1): (() => void) | null {
    const taken = this.#taken.get(key) ?? 0
    if (this.#count >= this.#most || taken >= this.#mostEach * times) return null
    this.#count += 1
    this.#taken.set(key, taken + 1)
    return () => {
      const left = (this.#taken.get(key) ?? 1) - 1
      this.#count -= 1
      if (left === 0) this.#taken.delete(key)
      else this.#taken.set(key, left)
    }
  }
}
