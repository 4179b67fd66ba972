import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import type { StoreFault } from '../../src/store/faults.ts'
import { openStore } from '../../src/store/store.ts'
import { keptLog } from './kept-log.ts'
import { newEntry } from './new-entry.ts'

/**
 * A process of its own, for a mount namespace of its own: fills a disk of 1 MB, makes it larger, and looks for what was
 * acknowledged. Run with the folder to mount it on; prints what it saw as JSON.
 */
const folder = process.argv[2] ?? ''
const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
mount('size=1m')

const file = join(folder, 'sereno.db')
const log = keptLog()
let store = await openStore({ file, log, clock: systemClock })
const book = await openBook({ folder, log, clock: systemClock })
const acknowledged: string[] = []
const refusals = new Set<string>()
const codeOf = (fault: unknown) => (fault as StoreFault).code

async function add(): Promise<void> {
  const entry = newEntry({ detail: { pad: 'x'.repeat(500) } })
  await store.journal.apply([{ do: 'open', entry }]).then(
    () => acknowledged.push(entry.id),
    (fault: unknown) => refusals.add(codeOf(fault)),
  )
}
const setName = (name: string) =>
  book
    .change((draft) => {
      draft.venue.name = name
    })
    .then(() => 'done', codeOf)

for (let entry = 0; entry < 500; entry += 1) await add()
const full = { health: await store.health(), setting: await setName('Full'), name: book.read().venue.name }
mount('remount,size=8m')
const before = acknowledged.length
await add()
const roomy = { health: await store.health(), setting: await setName('Roomy'), added: acknowledged.length - before }
await book.close()
await store.close()

store = await openStore({ file, log, clock: systemClock })
let lost = 0
for (const id of acknowledged) if ((await store.journal.entry(id)) === null) lost += 1
const damaged = store.damaged
await store.close()
process.stdout.write(JSON.stringify({ refusals: [...refusals], full, roomy, lost, damaged }))
