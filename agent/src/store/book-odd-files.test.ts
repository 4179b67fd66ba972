import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { ownBook, withVenue } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'

const odd = {
  'a folder': (file: string) => mkdirSync(file),
  'a pipe': (file: string) => execFileSync('mkfifo', [file]),
  'a link to itself': (file: string) => symlinkSync('venue.json', file),
  'a device': (file: string) => symlinkSync('/dev/zero', file),
}

it.each(Object.entries(odd))(
  '%s in place of venue.json is told, holds nothing up, and leaves with it',
  async (_, put) => {
    const folder = ownFolder()
    const file = join(folder, 'venue.json')
    const book = await ownBook(folder)
    await book.change(withVenue({ name: 'Bar Pepe' }))
    const good = readFileSync(file, 'utf8')
    rmSync(file)
    put(file)
    await vi.waitFor(() => expect(book.refusal()).toMatchObject({ reason: 'file_unreadable', line: null }), 5000)
    expect(book.read().venue.name).toBe('Bar Pepe')
    await expect(book.change(withVenue({ name: 'Lost' }))).rejects.toThrow()
    expect(book.read().venue.name).toBe('Bar Pepe')
    const again = await ownBook(folder)
    expect(again.read().venue.name).toBe('Bar Pepe')
    rmSync(file, { recursive: true })
    writeFileSync(file, good)
    await vi.waitFor(() => expect(book.refusal()).toBeNull(), 5000)
    await book.change(withVenue({ name: 'Bar Paco' }))
    expect(JSON.parse(readFileSync(file, 'utf8')).venue.name).toBe('Bar Paco')
  },
)
