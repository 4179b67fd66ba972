import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceSetting } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { readVenue } from './read-venue.ts'

async function withVenue() {
  const folder = ownFolder()
  const book = await ownBook(folder)
  await book.change((draft) => {
    draft.venue.name = 'Café Ñandú'
    for (let n = 1; n <= 3; n += 1)
      draft.devices.push(
        deviceSetting.parse({ id: `d${n}`, name: `Printer ${n}`, type: 'printer', address: `10.0.0.${n}`, probes: [] }),
      )
  })
  await book.close()
  const file = join(folder, 'venue.json')
  return { folder, file, good: readFileSync(file), venue: book.read() }
}

describe('P8 a damaged venue.json', () => {
  it('that ends too early starts with the last good one, wherever it ends', async () => {
    const { folder, file, good, venue } = await withVenue()
    // The line feed at the end is no part of the document.
    for (let length = 0; length < good.length - 1; length += 1 + Math.floor(good.length / 40)) {
      writeFileSync(file, good.subarray(0, length))
      const book = await ownBook(folder)
      expect(book.read(), `cut at ${length}`).toEqual(venue)
      expect(book.refusal(), `cut at ${length}`).not.toBeNull()
      await book.close()
    }
  })

  it('with a flipped bit starts, with the last good one wherever the flip can be seen', async () => {
    const { folder, file, good, venue } = await withVenue()
    for (let at = 0; at < good.length; at += 1 + Math.floor(good.length / 40)) {
      const bytes = Buffer.from(good)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(file, bytes)
      writeFileSync(join(folder, 'venue.last-good.json'), good)
      const book = await ownBook(folder)
      if (book.refusal() !== null) expect(book.read(), `flip at ${at}`).toEqual(venue)
      await book.close()
    }
  })

  it('is never taken for a document, cut at any byte', async () => {
    const { good } = await withVenue()
    for (let length = 0; length < good.length - 1; length += 1)
      expect(readVenue(good.subarray(0, length).toString()), `cut at ${length}`).toHaveProperty('refusal')
  })

  it('has a place for every flipped bit that can be seen, and never throws', async () => {
    const { good } = await withVenue()
    let seen = 0
    for (let at = 0; at < good.length * 8; at += 1) {
      const bytes = Buffer.from(good)
      bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at % 8))
      const read = readVenue(bytes.toString())
      if (!('refusal' in read)) continue
      seen += 1
      expect(read.refusal.line, `flip of bit ${at}`).not.toBeNull()
    }
    expect(seen).toBeGreaterThan(good.length)
  })
})
