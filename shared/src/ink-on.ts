/** Relative luminance of `#rrggbb` (WCAG 2.2). */
function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White or black, whichever is easier to read on a colour `#rrggbb`: of the two one always has a contrast of 4.5 : 1. */
export const inkOn = (color: string): '#ffffff' | '#000000' =>
  (1 + 0.05) / (luminance(color) + 0.05) >= (luminance(color) + 0.05) / 0.05 ? '#ffffff' : '#000000'
