import { expect, test } from 'vitest'
import { consoleText, printerSigns } from './printer-signs.ts'

const said = (detail: Record<string, unknown>) =>
  Object.fromEntries(printerSigns(detail).map(({ name, how, tone }) => [name, `${how} ${tone}`]))

test('a printer that is online is ready, with its cover closed and its cutter well, though nobody asked for those', () => {
  const escpos = {
    offline: false,
    paperEnd: false,
    paperNearEnd: true,
    coverOpen: null,
    cutterError: null,
    drawerHigh: true,
  }
  expect(said({ escpos })).toEqual({
    ready: 'yes well',
    paper: 'low warning',
    cover: 'closed well',
    cutter: 'fine well',
    drawer: 'high plain',
  })
})

test('what was not asked or not answered of a printer that is offline is not known', () => {
  const escpos = {
    offline: true,
    paperEnd: true,
    paperNearEnd: null,
    coverOpen: null,
    cutterError: true,
    drawerHigh: null,
  }
  expect(said({ escpos })).toEqual({
    ready: 'no wrong',
    paper: 'out wrong',
    cover: 'unknown unknown',
    cutter: 'stuck wrong',
    drawer: 'unknown unknown',
  })
})

test('other looks have no such signs, and odd answers break nothing', () => {
  expect(printerSigns({ contact: 'answered' })).toEqual([])
  expect(said({ star: { offline: 'yes', paperEnd: 7 } })).toMatchObject({
    ready: 'unknown unknown',
    paper: 'unknown unknown',
  })
  expect(consoleText({ printer_mib: { consoleText: 'READY' } })).toBe('READY')
  expect([{}, { printer_mib: null }, { printer_mib: { consoleText: ' ' } }].map(consoleText)).toEqual([
    null,
    null,
    null,
  ])
})
