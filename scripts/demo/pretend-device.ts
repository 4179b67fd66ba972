import { createInterface } from 'node:readline'

/**
 * What every pretend device has in common: it says `ready` when it answers, and takes its condition as lines of JSON on
 * its standard input, each answered with `ok` once it is in force. It ends with its parent.
 */
export function pretendDevice<Condition extends object>(
  condition: Condition,
  changed: (condition: Condition) => void = () => {},
): void {
  const lines = createInterface({ input: process.stdin })
  lines.on('line', (line) => {
    Object.assign(condition, JSON.parse(line))
    changed(condition)
    console.log('ok')
  })
  lines.on('close', () => process.exit(0))
  console.log('ready')
}
