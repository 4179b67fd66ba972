import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ownBook, withVenue } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'

it('writes over no edit that was saved while a change was on its way', async () => {
  const folder = ownFolder()
  const file = join(folder, 'venue.json')
  const book = await ownBook(folder)
  await book.change(withVenue({ name: 'Before' }))
  let times = 0
  await book.change((draft) => {
    times += 1
    // Somebody saves exactly now: after the book looked, before it writes.
    if (times === 1) {
      const text = readFileSync(file, 'utf8').replace('"address": ""', '"address": "By hand"')
      writeFileSync(`${file}.edited`, text)
      renameSync(`${file}.edited`, file)
    }
    draft.venue.name = 'After'
  })
  expect(book.read().venue).toMatchObject({ name: 'After', address: 'By hand' })
  expect(JSON.parse(readFileSync(file, 'utf8')).venue).toMatchObject({ name: 'After', address: 'By hand' })
})

it('gives up a change where the file never rests, and takes over the last edit', async () => {
  const folder = ownFolder()
  const file = join(folder, 'venue.json')
  const book = await ownBook(folder)
  let times = 0
  const change = book.change((draft) => {
    times += 1
    const text = JSON.stringify({ ...book.read(), venue: { ...book.read().venue, address: `Edit ${times}` } })
    writeFileSync(file, text)
    draft.venue.name = 'Never'
  })
  await expect(change).rejects.toMatchObject({ code: 'busy' })
  await book.change(withVenue({ name: 'Later' }))
  expect(book.read().venue).toMatchObject({ name: 'Later', address: `Edit ${times}` })
})
