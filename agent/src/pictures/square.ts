/** A picture as its points: red, green, blue and how opaque, row by row. */
export interface Pixels {
  data: Uint8ClampedArray
  width: number
  height: number
}

/** The middle of a picture as a square of `size` points, on white; each point is the mean of what it covers. */
export function squareOf({ data, width, height }: Pixels, size: number): Pixels {
  const side = Math.min(width, height)
  const [left, top] = [Math.floor((width - side) / 2), Math.floor((height - side) / 2)]
  const made = new Uint8ClampedArray(size * size * 4)
  const from = Array.from({ length: size + 1 }, (_, at) => Math.floor((at * side) / size))
  for (let y = 0; y < size; y += 1) {
    const [above, below] = span(from, y)
    for (let x = 0; x < size; x += 1) {
      const [near, far] = span(from, x)
      meanInto(made, (y * size + x) * 4, data, width, {
        x: left + near,
        y: top + above,
        w: far - near,
        h: below - above,
      })
    }
  }
  return { data: made, width: size, height: size }
}

/** Where a point begins and ends in the larger picture; at least one of its points. */
const span = (from: readonly number[], at: number): [number, number] => {
  const begin = from[at] ?? 0
  return [begin, Math.max(begin + 1, from[at + 1] ?? 0)]
}

function meanInto(
  made: Uint8ClampedArray,
  at: number,
  data: Uint8ClampedArray,
  width: number,
  area: { x: number; y: number; w: number; h: number },
): void {
  const sums = [0, 0, 0]
  for (let y = area.y; y < area.y + area.h; y += 1) {
    for (let x = area.x; x < area.x + area.w; x += 1) {
      const point = (y * width + x) * 4
      const opaque = (data[point + 3] ?? 255) / 255
      for (let colour = 0; colour < 3; colour += 1) {
        sums[colour] = (sums[colour] ?? 0) + (data[point + colour] ?? 0) * opaque + 255 * (1 - opaque)
      }
    }
  }
  const points = area.w * area.h
  for (let colour = 0; colour < 3; colour += 1) made[at + colour] = (sums[colour] ?? 0) / points
  made[at + 3] = 255
}
