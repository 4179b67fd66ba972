import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceSetting } from '@sereno/shared/device.ts'
import { emptyVenue } from '@sereno/shared/venue.ts'
import { describe, expect, it } from 'vitest'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { ownBook, withVenue } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { BookFault } from './faults.ts'

const device = (id: string, address: string) =>
  deviceSetting.parse({ id, name: id, type: 'printer', address, probes: [] })
const modeOf = (file: string) => statSync(file).mode & 0o777

describe('the book', () => {
  it('begins empty, in files that only their owner may read', async () => {
    const folder = join(ownFolder(), 'data')
    const book = await ownBook(folder)
    expect(book.read()).toEqual(emptyVenue())
    expect(book.refusal()).toBeNull()
    expect(modeOf(folder)).toBe(0o700)
    for (const name of readdirSync(folder)) expect(modeOf(join(folder, name)), name).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['venue.json', 'venue.last-good.json'])
  })

  it('has a change on disk when it says so', async () => {
    const folder = ownFolder()
    const book = await ownBook(folder)
    await book.change((draft) => {
      draft.venue.name = 'Bar Pepe'
    })
    for (const name of ['venue.json', 'venue.last-good.json'])
      expect(JSON.parse(readFileSync(join(folder, name), 'utf8'))).toEqual(book.read())
    expect((await ownBook(folder)).read().venue.name).toBe('Bar Pepe')
  })

  it('makes changes one after the other, each on what the one before left', async () => {
    const book = await ownBook()
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        book.change((draft) => {
          draft.devices.push(device(`d${index}`, `10.0.0.${index + 1}`))
        }),
      ),
    )
    expect(book.read().devices.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `d${index}`))
  })

  it('refuses a change whose parts do not agree, with the place, and changes nothing', async () => {
    const folder = ownFolder()
    const book = await ownBook(folder)
    await book.change((draft) => {
      draft.devices.push(device('a', '10.0.0.1'))
    })
    const before = [readFileSync(join(folder, 'venue.json'), 'utf8'), book.read()]
    const change = book.change((draft) => {
      draft.devices.push(device('b', '10.0.0.1'))
    })
    await expect(change).rejects.toBeInstanceOf(BookFault)
    await expect(change).rejects.toMatchObject({ faults: [{ path: 'devices[1].address', reason: 'address_taken' }] })
    await expect(
      book.change((draft) => {
        draft.venue.name = ''
      }),
    ).rejects.toMatchObject({ faults: [{ path: 'venue.name' }] })
    expect([readFileSync(join(folder, 'venue.json'), 'utf8'), book.read()]).toEqual(before)
  })

  it('lets a verb refuse in the middle of a change', async () => {
    const book = await ownBook()
    await expect(
      book.change((draft) => {
        draft.venue.name = 'Half done'
        throw new Error('not found')
      }),
    ).rejects.toThrow('not found')
    expect(book.read().venue.name).toBe('Sereno')
    await expect(book.change(withVenue({ name: 'Next' }))).resolves.toBeDefined()
  })

  it('cannot be changed behind its back', async () => {
    const book = await ownBook()
    expect(() => {
      ;(book.read() as { venue: { name: string } }).venue.name = 'Sneaky'
    }).toThrow(TypeError)
  })

  it('tells its listeners what is and what was, also after one of them failed', async () => {
    const book = await ownBook()
    const heard: string[][] = []
    book.onChange(() => {
      throw new Error('a careless listener')
    })
    const stop = book.onChange((now, before) => heard.push([before.venue.name, now.venue.name]))
    await book.change(withVenue({ name: 'One' }))
    await book.change(() => {})
    stop()
    await book.change(withVenue({ name: 'Two' }))
    expect(heard).toEqual([['Sereno', 'One']])
  })

  it('keeps a $schema that an editor put in', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'venue.json'), JSON.stringify({ $schema: './venue.schema.json', ...emptyVenue() }))
    const book = await ownBook(folder)
    await book.change(withVenue({ name: 'Kept' }))
    expect(readFileSync(join(folder, 'venue.json'), 'utf8')).toContain('"$schema": "./venue.schema.json"')
  })

  it('refuses a change that the disk does not take, and takes the next one', async () => {
    const folder = ownFolder()
    const book = await ownBook(folder)
    // A folder where the temporary file should be: this fails for root too, as a full disk would.
    mkdirSync(join(folder, 'venue.json.tmp'))
    await expect(book.change(withVenue({ name: 'Lost' }))).rejects.toMatchObject({ code: 'failed' })
    expect(book.read().venue.name).toBe('Sereno')
    rmSync(join(folder, 'venue.json.tmp'), { recursive: true })
    await book.change(withVenue({ name: 'Found' }))
    expect(book.read().venue.name).toBe('Found')
  })
})

describe('a book whose file is gone or unreadable at the start', () => {
  it('puts the last good one back where the file is missing', async () => {
    const folder = ownFolder()
    const first = await ownBook(folder)
    await first.change(withVenue({ name: 'Bar Pepe' }))
    await first.close()
    rmSync(join(folder, 'venue.json'))
    const log = keptLog()
    expect((await ownBook(folder, log)).read().venue.name).toBe('Bar Pepe')
    expect(existsSync(join(folder, 'venue.json'))).toBe(true)
    expect(log.lines).toMatchObject([{ level: 'error' }])
  })

  it('starts empty, loudly, where there is nothing good', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'venue.json'), '{"version": 2')
    writeFileSync(join(folder, 'venue.last-good.json'), 'nothing')
    const log = keptLog()
    const book = await ownBook(folder, log)
    expect(book.read()).toEqual(emptyVenue())
    expect(book.refusal()).not.toBeNull()
    expect(log.lines.some(({ level, message }) => level === 'error' && /EMPTY/u.test(message))).toBe(true)
    expect(readFileSync(join(folder, 'venue.json'), 'utf8')).toBe('{"version": 2')
  })

  it('keeps at most ten refused texts, and none twice', async () => {
    const folder = ownFolder()
    const refused = () => readdirSync(folder).filter((name) => name.startsWith('venue.refused-'))
    for (let index = 0; index < 13; index += 1) {
      writeFileSync(join(folder, 'venue.json'), `{ "bad": ${index}`)
      for (let start = 0; start < 2; start += 1) await (await ownBook(folder)).close()
    }
    expect(refused().length).toBe(10)
    for (const name of refused()) expect(modeOf(join(folder, name))).toBe(0o600)
    expect(readFileSync(join(folder, refused().sort().at(-1) ?? ''), 'utf8')).toBe('{ "bad": 12')
  })

  it('closes a file that others could read', async () => {
    const folder = ownFolder()
    writeFileSync(join(folder, 'venue.json'), JSON.stringify(emptyVenue()))
    chmodSync(join(folder, 'venue.json'), 0o644)
    const book = await ownBook(folder)
    await book.change(withVenue({ name: 'Closed' }))
    expect(modeOf(join(folder, 'venue.json'))).toBe(0o600)
  })
})
