/** Few round values from nought to the first that holds `top`: 1, 2 or 5 times a power of ten apart. */
export function roundTicks(top: number, most = 4): number[] {
  const rough = Math.max(top, Number.MIN_VALUE) / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999_999) ?? 10) * power
  const count = Math.max(1, Math.ceil(top / step - 1e-9))
  return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}
