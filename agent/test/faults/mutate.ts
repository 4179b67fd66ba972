/** Numbers that look like chance and come again with the same seed. */
export function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    // xorshift with a multiplier (mulberry32): short, and even enough for spoiling bytes.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

/** Lengths, counts and signs that parsers stumble over. */
const awkward = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xfe, 0xff]

/**
 * The bytes with one to four things wrong: a byte or a bit turned, an awkward value, a part cut out, doubled or put
 * elsewhere, the end missing, or noise behind it.
 */
export function mutate(bytes: Buffer, roll: (below: number) => number): Buffer {
  let spoilt: Buffer = Buffer.from(bytes)
  for (let times = roll(4) + 1; times > 0 && spoilt.length > 0; times -= 1) spoilt = spoil(spoilt, roll)
  return spoilt
}

function spoil(bytes: Buffer, roll: (below: number) => number): Buffer {
  const at = roll(bytes.length)
  const to = at + 1 + roll(Math.min(40, bytes.length - at))
  const set = (value: number) => Buffer.from(bytes).fill(value, at, at + 1)
  switch (roll(8)) {
    case 0:
      return set(roll(256))
    case 1:
      return set((bytes[at] ?? 0) ^ (1 << roll(8)))
    case 2:
      return set(awkward[roll(awkward.length)] ?? 0)
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(to)])
    case 4:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)])
    case 5:
      return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(to - at, roll(256)), bytes.subarray(to)])
    case 6:
      return bytes.subarray(0, at)
    default:
      return Buffer.concat([bytes, Buffer.from(Array.from({ length: 1 + roll(200) }, () => roll(256)))])
  }
}
