/** Who has a page open now, by the streams that are. */
export class Presence {
  readonly #streams = new Map<string, number>()

  /** One more stream of somebody. Returns what to call once, when it ends. */
  enter(id: string): () => void {
    this.#streams.set(id, (this.#streams.get(id) ?? 0) + 1)
    return () => {
      const left = (this.#streams.get(id) ?? 1) - 1
      if (left > 0) this.#streams.set(id, left)
      else this.#streams.delete(id)
    }
  }

  has = (id: string): boolean => this.#streams.has(id)
}
