/** Rows that fill the tallest screen of a usual desk. */
const first = 20
const more = 10

/**
 * How many rows of a long list are drawn: a screenful at once, then some more turn by turn until there are as many as
 * `wanted()`. Drawn in one go, fifty rows would keep a slow iPad from answering a touch for as long. To be made while a
 * component is.
 */
export class FewAtATime {
  count = $state(first)

  constructor(wanted: () => number) {
    $effect(() => {
      if (this.count >= wanted()) return
      const soon = setTimeout(() => {
        this.count += more
      })
      return () => clearTimeout(soon)
    })
  }
}
