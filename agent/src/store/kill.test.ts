import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { measured } from '../../test/faults/measured.ts'

const writer = fileURLToPath(new URL('../../test/fakes/restless-writer.ts', import.meta.url))
const cycles = Number(process.env.SERENO_KILL_CYCLES ?? 10)

/** What a writer says was acknowledged until it is killed, at a moment that nobody chose. */
async function linesUntilKilled(folder: string): Promise<string[]> {
  const child = spawn(process.execPath, [writer, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  const enough = randomInt(1, 150)
  const reader = createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    if (lines.length === enough) child.kill('SIGKILL')
  })
  await Promise.all([once(child, 'exit'), once(reader, 'close')])
  return lines
}

it(`P1 loses nothing acknowledged in ${cycles} kills under load, and repeats no sequence number`, {
  timeout: cycles * 20_000,
}, async () => {
  const folder = ownFolder()
  let highest = 0
  let acknowledged = 0
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const said = (await linesUntilKilled(folder)).map((line) => line.split(' '))
    const entries = said.filter(([what]) => what === 'entry')
    const settings = said.filter(([what]) => what === 'setting').map(([, count]) => Number(count))
    expect(said.length).toBeGreaterThan(0)
    acknowledged += said.length

    const store = await ownStore(folder)
    expect(store.damaged).toBeNull()
    const sequences = entries.map(([, , sequence]) => Number(sequence))
    for (const [index, [, id]] of entries.entries())
      expect(await store.journal.entry(id ?? ''), `cycle ${cycle}`).toMatchObject({ id, sequence: sequences[index] })
    expect(new Set(sequences).size).toBe(sequences.length)
    expect(Math.min(...sequences, Number.MAX_SAFE_INTEGER)).toBeGreaterThan(highest)
    highest = (await store.journal.newest()).sequence
    await store.close()

    const book = await ownBook(folder)
    expect(book.refusal()).toBeNull()
    const { minutesDays, hoursDays } = book.read().venue.retention
    if (settings.length > 0) expect((hoursDays - 1) * 60 + minutesDays).toBeGreaterThanOrEqual(Math.max(...settings))
    await book.close()
  }
  measured(1, `stores: ${cycles} kills, ${acknowledged} acknowledged, 0 lost`)
})
