import { readFileSync, statfsSync } from 'node:fs'

const leastFree = 4 * 1024 ** 3

/**
 * A folder in memory for what tests write, where a commit waits for no disk; `null` where there is none, too little room,
 * or nothing may be run from it.
 */
export function quickFolder(folder: string): string | null {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8').split('\n')
    const [, , type, options] = mounts.findLast((line) => line.split(' ')[1] === folder)?.split(' ') ?? []
    if (type !== 'tmpfs' || options === undefined || /\b(?:ro|noexec)\b/u.test(options)) return null
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < leastFree ? null : folder
  } catch {
    // Not a Linux.
    return null
  }
}
