/** `1.2.3` or `v1.2.3`, with what SemVer allows behind a hyphen; no build part, since it orders nothing. */
const shape = /^v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?$/u

/** Whether it may be handed to git as a tag. */
export const isVersion = (text: string): boolean => text.length <= 100 && shape.test(text)
/** With the `v` that tags have. */
export const tagOf = (version: string): string => (version.startsWith('v') ? version : `v${version}`)
/** Without it. */
export const bare = (version: string): string => version.replace(/^v/u, '')
export const isPreview = (version: string): boolean => version.includes('-')

/** As SemVer orders them: below zero where `one` is the older. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [shape.exec(one), shape.exec(other)]
  if (a === null || b === null) throw new Error(`${one} or ${other} is no version`)
  for (const place of [1, 2, 3]) {
    const apart = Number(a[place]) - Number(b[place])
    if (apart !== 0) return apart
  }
  if (a[4] === undefined || b[4] === undefined) return Number(a[4] === undefined) - Number(b[4] === undefined)
  return comparePreviews(a[4].split('.'), b[4].split('.'))
}

function comparePreviews(one: string[], other: string[]): number {
  for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
    const [a, b] = [one[place], other[place]]
    // More parts are the later, and words come after numbers.
    if (a === undefined) return -1
    if (b === undefined) return 1
    const [isA, isB] = [/^\d+$/u.test(a), /^\d+$/u.test(b)]
    if (isA !== isB) return isA ? -1 : 1
    const apart = isA ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
    if (apart !== 0) return apart
  }
  return 0
}

/** The sections of a changelog after one version, up to another (`## 1.2.0`, `## [1.2.0] - 2026-11-22`). */
export function changesBetween(changelog: string, after: string, upTo: string): string {
  const parts = changelog.split(/^(?=## )/mu).filter((part) => {
    const [, named] = /^## +\[?v?([0-9][^\s\]]*)/u.exec(part) ?? []
    if (named === undefined || !isVersion(named)) return false
    return compareVersions(named, after) > 0 && compareVersions(named, upTo) <= 0
  })
  return parts.join('').trim().slice(0, 40_000)
}
