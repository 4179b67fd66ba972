import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrate.ts'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from './measured.ts'
import { steps } from './migrate-steps.ts'

const kills = 40
const [beginning = ''] = steps

const look = <T>(file: string, see: (db: Database) => T): T => {
  const db = new Database(file)
  try {
    return see(db)
  } finally {
    db.close()
  }
}
const state = (db: Database) => ({
  version: db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0,
  ...db.get<{ rows: number; least: number; most: number }>(
    'SELECT count(*) AS rows, min(steps) AS least, max(steps) AS most FROM entries',
  ),
})

test(`P32 an upgrade that is killed ${kills} times, at any moment, loses nothing and goes on where it was`, async () => {
  let completed = 0
  const stoppedAt = new Set<number>()
  let wrong = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const file = join(ownFolder(), 'sereno.db')
    look(file, (db) => migrate(db, file, [beginning]))
    const child = spawn(process.execPath, [join(import.meta.dirname, 'migrate-process.ts'), file])
    const gone = once(child, 'exit')
    await once(child.stdout, 'data')
    await wait(kill * 10)
    child.kill('SIGKILL')
    await gone
    const half = look(file, state)
    stoppedAt.add(half.version)
    // Each step is whole or not there.
    if (half.rows !== 20_000 || half.least !== half.most || half.most !== half.version - 1) wrong += 1
    const copy = `${file}.v1`
    if (half.version > 1 && !(existsSync(copy) && look(copy, state).rows === 20_000)) wrong += 1
    look(file, (db) => migrate(db, file, steps))
    const whole = look(file, state)
    if (whole.version === steps.length && whole.rows === 20_000 && whole.most === steps.length - 1) completed += 1
  }
  measured(
    32,
    `${kills} kills, at versions ${[...stoppedAt].toSorted().join(' ')}: ${completed} completed, ${wrong} lost`,
  )
  expect([completed, wrong]).toEqual([kills, 0])
})
