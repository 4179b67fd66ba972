import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deviceSetting } from '@sereno/shared/device.ts'
import { line } from '@sereno/shared/field.ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { venueText } from './adapter.ts'
import { readVenue } from './read-venue.ts'

const device = (n: number, values: object = {}) =>
  deviceSetting.parse({
    id: `d${n}`,
    name: `Printer ${n}`,
    type: 'printer',
    address: `p${n}.local`,
    probes: [],
    ...values,
  })
const probe = (options: Record<string, unknown>) => ({
  id: 'p',
  type: 'http',
  everySeconds: 60,
  timeoutMs: 1000,
  attempts: 1,
  options,
})

it('reads after a restart what it took, also a name with the mark of garbled text and a C1 control in an option', async () => {
  const folder = ownFolder()
  const book = await ownBook(folder)
  await book.change((draft) => {
    draft.devices.push(device(1, { name: 'Caf\uFFFD', probes: [probe({ expectText: '\u0085\u007f\u2028\uD800' })] }))
  })
  await book.close()
  const again = await ownBook(folder)
  expect(again.refusal()).toBeNull()
  expect(again.read()).toEqual(book.read())
})

it('writes no document that it would not read, whatever stands in names and options', async () => {
  const { account: _, ...rest } = (await ownBook()).read()
  const text = fc.string({ unit: 'binary', maxLength: 40 })
  const name = text.filter((one) => line(1, 60).safeParse(one).success).map((one) => one.trim())
  fc.assert(
    fc.property(name, text, text, (given, key, value) => {
      const document = {
        ...rest,
        account: null,
        devices: [device(1, { name: given, probes: [probe(Object.fromEntries([[key, value]]))] })],
      }
      expect(readVenue(venueText(document))).toEqual({ document })
    }),
  )
})

it('refuses a change that would make the file too large to be read, and keeps what was', async () => {
  const folder = ownFolder()
  const book = await ownBook(folder)
  await book.change((draft) => draft.devices.push(device(1)))
  const before = readFileSync(join(folder, 'venue.json'), 'utf8')
  const change = book.change((draft) => {
    draft.devices.push(device(2, { probes: [probe({ expectText: 'x'.repeat(8_000_000) })] }))
  })
  await expect(change).rejects.toMatchObject({ faults: [{ path: '', reason: 'venue_full' }] })
  expect(readFileSync(join(folder, 'venue.json'), 'utf8')).toBe(before)
  expect(book.read().devices).toHaveLength(1)
})
