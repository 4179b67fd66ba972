import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import { openStore } from '../../src/store/store.ts'
import { keptLog } from './kept-log.ts'
import { newEntry } from './new-entry.ts'

/**
 * A process of its own that writes without a pause until it is killed, and prints each write once it was acknowledged:
 * `entry <id> <sequence>`, `setting <n>`. Run with the data folder.
 */
const folder = process.argv[2] ?? ''
const log = keptLog()
const store = await openStore({ file: join(folder, 'sereno.db'), log, clock: systemClock })
const book = await openBook({ folder, log, clock: systemClock })

async function writeEntries(): Promise<never> {
  for (;;) {
    const { entries } = await store.journal.apply([
      { do: 'open', entry: newEntry({ detail: { pad: 'x'.repeat(300) } }) },
    ])
    for (const { id, sequence } of entries) process.stdout.write(`entry ${id} ${sequence}\n`)
  }
}

async function writeSettings(): Promise<never> {
  for (;;) {
    const { minutesDays, hoursDays } = book.read().venue.retention
    const count = (hoursDays - 1) * 60 + minutesDays
    const { retention } = (
      await book.change((draft) => {
        draft.venue.retention.minutesDays = (count % 60) + 1
        draft.venue.retention.hoursDays = Math.floor(count / 60) + 1
      })
    ).venue
    process.stdout.write(`setting ${(retention.hoursDays - 1) * 60 + retention.minutesDays}\n`)
  }
}

await Promise.all([writeEntries(), writeEntries(), writeEntries(), writeSettings()])
