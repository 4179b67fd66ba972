import type { DeviceBar } from '@sereno/shared/bars.ts'

/** What is written of a minute arrives when it is over, and a little later where the card is slow. */
const lateMs = 120_000

interface Looking {
  stepMs: number
  /** How much of the bar's span is over. */
  elapsedMs: number
  /** How often the device is looked at. */
  everyMs: number
  inService: boolean
}

/**
 * What was seen holds until the next look is due twice over: a device that is looked at once an hour has no holes in
 * between, and the running slot none before its first look. After the last look at one that is out of service stands
 * that it is.
 */
export function holdBetweenLooks(bar: DeviceBar, { stepMs, elapsedMs, everyMs, inService }: Looking): DeviceBar {
  const letters = Array.from(bar.slots)
  const longest = Math.floor((2 * everyMs) / stepMs)
  const running = Math.floor(elapsedMs / stepMs)
  const runningMs = elapsedMs - running * stepMs
  let held = 0
  let heldMs = 0
  for (const [index, letter] of letters.entries()) {
    const before = letters[index - 1] ?? '-'
    if (letter !== '-') {
      held = 0
      continue
    }
    const isYoung = index === running && runningMs < 2 * everyMs + lateMs
    if (index > running || 'EFOR-p'.includes(before) || !(held < longest || isYoung)) continue
    letters[index] = before
    held += 1
    heldMs += index === running ? runningMs : stepMs
  }
  const seen = letters.findLastIndex((letter) => letter !== '-')
  if (!inService) letters.fill('p', seen + 1)
  return { ...bar, slots: letters.join(''), watchedSeconds: bar.watchedSeconds + Math.round(heldMs / 1000) }
}
