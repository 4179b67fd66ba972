import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { ownBook, withVenue } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import type { Book } from './types.ts'

async function opened() {
  const folder = ownFolder()
  const log = keptLog()
  const book = await ownBook(folder, log)
  const file = join(folder, 'venue.json')
  const edit = (from: string | RegExp, to: string) => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
  return { folder, log, book, file, edit }
}

const untilNamed = (book: Book, name: string) => vi.waitFor(() => expect(book.read().venue.name).toBe(name), 5000)
const untilRefused = (book: Book) => vi.waitFor(() => expect(book.refusal()).not.toBeNull(), 5000)

describe('an edit by hand', () => {
  it('is in force while the agent runs, however the editor saves', async () => {
    const { book, file, edit, folder } = await opened()
    edit('"Sereno"', '"In place"')
    await untilNamed(book, 'In place')
    execFileSync('sed', ['-i', 's/In place/By sed/', file])
    await untilNamed(book, 'By sed')
    // As vim does: the old file becomes a backup, a new one takes its name.
    const text = readFileSync(file, 'utf8')
    renameSync(file, `${file}~`)
    writeFileSync(file, text.replace('By sed', 'By vim'))
    rmSync(`${file}~`)
    await untilNamed(book, 'By vim')
    expect(readFileSync(join(folder, 'venue.last-good.json'), 'utf8')).toBe(readFileSync(file, 'utf8'))
  })

  it('reaches the listeners', async () => {
    const { book, edit } = await opened()
    const heard = vi.fn()
    book.onChange((now, before) => heard(before.venue.name, now.venue.name))
    edit('"Sereno"', '"Bar Pepe"')
    await vi.waitFor(() => expect(heard).toHaveBeenCalledWith('Sereno', 'Bar Pepe'), 5000)
    expect(heard).toHaveBeenCalledTimes(1)
  })

  it('that is no JSON is refused with its line, changes nothing, and stays as it is', async () => {
    const { book, file, edit, folder } = await opened()
    edit('"version": 1,', '"version": 1')
    await untilRefused(book)
    expect(book.refusal()).toMatchObject({ line: 3, column: 3 })
    const text = readFileSync(file, 'utf8')
    expect(book.read().venue.name).toBe('Sereno')
    expect(text).not.toContain('"version": 1,')
    expect(readdirSync(folder).sort()).toEqual(['venue.json', 'venue.last-good.json'])
  })

  it('with a wrong value is refused with its path and line', async () => {
    const { book, edit, file } = await opened()
    edit('"activityDays": 400', '"activityDays": 3')
    await untilRefused(book)
    const line =
      1 +
      readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('"activityDays"'))
    expect(book.refusal()).toMatchObject({ path: 'venue.retention.activityDays', line })
  })

  it('is forgiven when it is mended, and when it is taken back', async () => {
    const { book, edit, file } = await opened()
    const good = readFileSync(file, 'utf8')
    edit('"version": 1', '"version": 9')
    await untilRefused(book)
    edit('"version": 9', '"version": 1')
    await vi.waitFor(() => expect(book.refusal()).toBeNull(), 5000)
    edit('"Sereno"', '""')
    await untilRefused(book)
    writeFileSync(file, good.replace('"Sereno"', '"Mended"'))
    await untilNamed(book, 'Mended')
    expect(book.refusal()).toBeNull()
  })

  it('that is refused is kept beside when a change through the API writes over it', async () => {
    const { book, edit, file, folder } = await opened()
    edit('"Sereno"', '"Long work of a person" oops')
    const text = readFileSync(file, 'utf8')
    await book.change(withVenue({ address: 'Calle Mayor 1' }))
    const kept = readdirSync(folder).filter((name) => name.startsWith('venue.refused-'))
    expect(kept.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([text])
    expect(book.refusal()).toBeNull()
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(book.read())
  })

  it('is never written over by a change that came before it was noticed', async () => {
    const { book, edit } = await opened()
    edit('"Sereno"', '"By hand"')
    await book.change(withVenue({ address: 'By API' }))
    expect(book.read().venue).toMatchObject({ name: 'By hand', address: 'By API' })
  })

  it('is not seen in what the agent itself writes', async () => {
    const { book, log, edit } = await opened()
    const heard = vi.fn()
    book.onChange(heard)
    for (let index = 0; index < 5; index += 1) await book.change(withVenue({ name: `Name ${index}` }))
    edit('Name 4', 'By hand')
    await untilNamed(book, 'By hand')
    expect(heard).toHaveBeenCalledTimes(6)
    expect(log.lines.filter(({ message }) => message.includes('by hand')).length).toBe(1)
  })

  it('that removes the file is told, and the venue stays', async () => {
    const { book, file } = await opened()
    rmSync(file)
    await untilRefused(book)
    expect(book.refusal()).toMatchObject({ reason: 'file_gone', line: null })
    await book.change(withVenue({ name: 'Back again' }))
    expect(JSON.parse(readFileSync(file, 'utf8')).venue.name).toBe('Back again')
    expect(book.refusal()).toBeNull()
  })
})
