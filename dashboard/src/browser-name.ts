/** By what its own text shows, most telling first: nearly every browser also calls itself Safari or Mozilla. */
const browsers: readonly [RegExp, string][] = [
  [/Edg(?:e|A|iOS)?\//u, 'Edge'],
  [/OPR\/|OPiOS\//u, 'Opera'],
  [/SamsungBrowser\//u, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//u, 'Firefox'],
  [/Chrome\/|CriOS\//u, 'Chrome'],
  [/Version\/[\d.]+.* Safari\//u, 'Safari'],
]
const systems: readonly [RegExp, string][] = [
  [/iPad/u, 'iPad'],
  [/iPhone/u, 'iPhone'],
  [/Android/u, 'Android'],
  [/Windows/u, 'Windows'],
  [/CrOS/u, 'ChromeOS'],
  [/Macintosh|Mac OS X/u, 'Mac'],
  [/Linux/u, 'Linux'],
]

const nameIn = (list: readonly [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1]

/** A browser as people call it, `Safari, iPad`, from its User-Agent; what is not known stays as it was told. */
export function browserName(userAgent: string): string {
  const browser = nameIn(browsers, userAgent)
  return browser === undefined ? userAgent : [browser, nameIn(systems, userAgent)].filter(Boolean).join(', ')
}
