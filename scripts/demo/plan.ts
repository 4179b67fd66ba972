import type { Place } from './venue.ts'

/** Something that goes wrong in the pretend venue, and for how long. */
export interface Mishap {
  /** Seconds after the one before it ended (the first: after the start). */
  afterSeconds: number
  lastsSeconds: number
  place: Place
  /** What the device then says of itself; `null`: it says nothing any more, as without power or hung. */
  is: Record<string, unknown> | null
  /** Whose silence goes with it. */
  with: Place[]
  /** Whether a mail is asked for while it lasts, or once it is over. */
  mail: 'during' | 'after' | null
}

type Kind = Pick<Mishap, 'place' | 'is'> & { with?: Place[]; lasts: [least: number, most: number] }

const kinds: readonly Kind[] = [
  { place: 'kitchen', is: { paperEnd: true }, lasts: [25, 50] },
  { place: 'kitchen', is: { coverOpen: true }, lasts: [20, 40] },
  { place: 'kitchen', is: { nearEnd: true }, lasts: [30, 60] },
  { place: 'kitchen', is: null, lasts: [30, 60] },
  { place: 'bar', is: { cutterError: true }, lasts: [25, 50] },
  { place: 'bar', is: { coverOpen: true }, lasts: [20, 40] },
  { place: 'bar', is: null, lasts: [30, 60] },
  { place: 'office', is: { errorState: '04', deviceStatus: 5 }, lasts: [30, 60] },
  { place: 'office', is: { toner: 6 }, lasts: [40, 80] },
  { place: 'switch', is: null, with: ['bar', 'office'], lasts: [40, 60] },
  { place: 'ipad2', is: null, lasts: [40, 90] },
  { place: 'ipad4', is: null, lasts: [40, 90] },
]

/** The first minute is always the same: paper runs out in the kitchen, someone puts in a roll, and the mail tells of it. */
const first: Mishap = {
  // Time enough to open the page and sign in before it begins.
  afterSeconds: 15,
  lastsSeconds: 20,
  place: 'kitchen',
  is: { paperEnd: true },
  with: [],
  mail: 'after',
}
/** A mail is asked for after every third mishap. */
const mailEvery = 3

/** Mishaps without end; the same seed gives the same. */
export function* planOf(seed: number): Generator<Mishap> {
  const random = randomOf(seed)
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1))
  yield first
  for (let count = 0; ; ) {
    // Each once before any comes again.
    for (const kind of kinds.map((one) => ({ one, at: random() })).toSorted((a, b) => a.at - b.at)) {
      const { place, is, lasts, with: others = [] } = kind.one
      count += 1
      const mail = count % mailEvery === 0 ? 'during' : null
      yield { afterSeconds: between(12, 30), lastsSeconds: between(...lasts), place, is, with: others, mail }
    }
  }
}

/** Numbers from 0 to 1 that a seed decides (mulberry32, a published generator of 32 bits). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
