import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openArchive } from '../../src/store/backup/archive.ts'

/** A process of its own, which a fault that nobody takes would end: makes archives, and stops or loses a file on the way. */
const [, , folder = '', how] = process.argv
const open = () => openArchive({ folder, version: '1.2.3', now: 0 }, 1)

/** At each piece one stops: some come while the next file is about to be opened. */
async function stop(): Promise<void> {
  for (let most = 1; most <= 8; most += 1) {
    const { bytes, clear } = await open()
    let seen = 0
    for await (const _ of bytes()) {
      seen += 1
      if (seen === most) break
    }
    await clear()
  }
}

async function lose(): Promise<void> {
  const { bytes, clear, work } = await open()
  const parts = bytes()
  await parts.next()
  await rm(join(work, 'sereno.db'))
  try {
    while ((await parts.next()).done !== true);
  } catch (fault) {
    process.stdout.write(String((fault as NodeJS.ErrnoException).code))
  }
  await clear()
}

await (how === 'stops' ? stop() : lose())
