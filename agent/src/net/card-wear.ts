import { readdir, readFile } from 'node:fs/promises'

/** Where the kernel tells of its block devices; a test names its own. */
const root = '/sys/block'

/**
 * How much of its life the memory that the machine runs from has used, in per cent, as its own controller estimates it
 * (JEDEC eMMC 5.0, DEVICE_LIFE_TIME_EST, in steps of ten; the worse of its two kinds of cells). `null` where nobody
 * tells: SD cards and most disks do not.
 */
export async function storageWear(folder = root): Promise<number | null> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^mmcblk\d+$/u.test(name))
  const worn = await Promise.all(
    names.map(async (name) =>
      readLifeTime(await readFile(`${folder}/${name}/device/life_time`, 'utf8').catch(() => '')),
    ),
  )
  const known = worn.filter((percent) => percent !== null)
  return known.length === 0 ? null : Math.max(...known)
}

/** `0x02 0x01`: between 10 and 20 % used of the one kind, up to 10 % of the other; 0x0b is past its end, 0 says nothing. */
export function readLifeTime(text: string): number | null {
  const steps = text
    .trim()
    .split(/\s+/u)
    .map((part) => Number.parseInt(part, 16))
    .filter((step) => step >= 1 && step <= 11)
  return steps.length === 0 ? null : Math.min(100, Math.max(...steps) * 10)
}
