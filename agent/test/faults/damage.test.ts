import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceSetting } from '@sereno/shared/device.ts'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openBook } from '../../src/store/book.ts'
import { openDatabase } from '../../src/store/open-database.ts'
import { keptLog } from '../fakes/kept-log.ts'
import { newEntry } from '../fakes/new-entry.ts'
import { ownFolder } from '../fakes/own-folder.ts'
import { ownStore } from '../fakes/own-store.ts'
import { measured } from './measured.ts'
import { dice } from './mutate.ts'

const seed = Number(process.env.SERENO_SEED ?? 20_261_122)

test('P3 a log that ends at any byte of its last record opens, with all that was acknowledged before it', async () => {
  const folder = ownFolder()
  const store = await ownStore(folder)
  const ids: string[] = []
  const wal = join(folder, 'sereno.db-wal')
  /** How long the log was once each entry was acknowledged. */
  const ends: number[] = []
  for (let n = 0; n < 4; n += 1) {
    const { entries } = await store.journal.apply([{ do: 'open', entry: newEntry() }])
    ids.push(entries[0]?.id ?? '')
    ends.push(readFileSync(wal).length)
  }
  const bytes = readFileSync(wal)
  const from = ends[2] ?? 0
  const database = readFileSync(join(folder, 'sereno.db'))
  const torn = join(ownFolder(), 'sereno.db')
  let boots = 0
  let lost = 0
  for (let length = from; length < bytes.length; length += 1) {
    writeFileSync(torn, database)
    writeFileSync(`${torn}-wal`, bytes.subarray(0, length))
    writeFileSync(`${torn}-shm`, '')
    const { db, damaged } = openDatabase(torn, 0)
    const kept = db.all<{ id: string }>('SELECT id FROM entries').map(({ id }) => id)
    db.close()
    boots += damaged === null ? 1 : 0
    if (!ids.slice(0, 3).every((id) => kept.includes(id)) || kept.length > 4) lost += 1
  }
  measured(3, `log cut at each of ${bytes.length - from} bytes: ${boots} opened, ${lost} lost more than the tail`)
  expect([boots, lost]).toEqual([bytes.length - from, 0])
})

test('P8 of 1,000 flipped or cut settings each starts, with the last good ones where the damage can be seen', async () => {
  const folder = ownFolder()
  const log = keptLog()
  const first = await openBook({ folder, log, clock: systemClock })
  await first.change((draft) => {
    draft.venue.name = 'Café Ñandú'
    for (let n = 1; n <= 3; n += 1) {
      const device = { id: `d${n}`, name: `Printer ${n}`, type: 'printer', address: `10.0.0.${n}`, probes: [] }
      draft.devices.push(deviceSetting.parse(device))
    }
  })
  const venue = first.read()
  await first.close()
  const file = join(folder, 'venue.json')
  const good = readFileSync(file)
  const roll = dice(seed)
  let refused = 0
  let kept = 0
  for (let time = 0; time < 1000; time += 1) {
    const damaged = Buffer.from(time % 2 === 0 ? good : good.subarray(0, roll(good.length)))
    for (let flips = time % 2 === 0 ? 1 + roll(3) : 0; flips > 0; flips -= 1) {
      const at = roll(damaged.length)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << roll(8))
    }
    writeFileSync(file, damaged)
    writeFileSync(join(folder, 'venue.last-good.json'), good)
    const book = await openBook({ folder, log: keptLog(), clock: systemClock })
    const refusal = book.refusal()
    if (refusal !== null) {
      refused += 1
      expect(book.read(), `seed ${seed}, time ${time}`).toEqual(venue)
      if (isKeptAside(folder, damaged)) kept += 1
    }
    await book.close()
  }
  measured(8, `1000 of 1000 started, ${refused} with the last good settings, each said and kept aside (${kept})`)
  expect(kept).toBe(refused)
})

/** Whether the text that was refused was kept beside. */
function isKeptAside(folder: string, text: Buffer): boolean {
  const names = readdirSync(folder).filter((name) => name.startsWith('venue.refused-'))
  return names.some((name) => readFileSync(join(folder, name)).equals(text))
}
