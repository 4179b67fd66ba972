import { describe, expect, test } from 'vitest'
import {
  causesOf,
  checkin,
  context,
  device,
  ending,
  look,
  minute,
  morning,
  neighbour,
  parentIs,
  second,
  story,
} from '../../test/fakes/check.ts'
import type { Around, Context } from './types.ts'

const pad = device({ type: 'ipad', name: 'Bar iPad' }, ['ios'])
const calm: Around = {
  internet: 'works',
  place: 'own_subnet',
  printers: { reached: 2, silent: 0, failing: 0, refusing: 0 },
  otherPads: { printing: 1, cutOff: 0 },
}
const around = (change: Partial<Around>): Context => context({ around: { ...calm, ...change } })
const printers = (change: Partial<Around['printers']>) => around({ printers: { ...calm.printers, ...change } })
const says = (told: Parameters<typeof checkin>[0], of: Context = around({}), at = morning) => ({
  at,
  readings: [look('checkin', 'answered', [checkin(told)], { at })],
  context: of,
})
const after = (...steps: Parameters<typeof story>[1]) => causesOf(ending(pad, steps))

describe('an iPad that says it has no internet', () => {
  test.each([
    { online: false },
    { lastPrintError: 'NSURLErrorDomain Code=-1009' },
    { lastPrintError: 'The Internet connection appears to be offline.' },
    { lastPrintError: 'La conexión a Internet parece estar desactivada.' },
    { lastPrintError: 'Sembla que la connexió a Internet està desactivada.' },
    { lastPrintError: 'Вероятно, соединение с интернетом прервано.' },
  ])('is believed while our line works: %o', (told) => {
    expect(after(says(told))).toEqual(['ios_no_internet'])
  })

  test('is believed where nobody watches the line, and explained by our own line where that is down', () => {
    expect(after(says({ online: false }, around({ internet: 'unwatched' })))).toEqual(['ios_no_internet'])
    expect(after(says({ online: false }, around({ internet: 'away' })))).toEqual([])
    expect(after(says({ online: false }, parentIs(true)))).toEqual([])
  })

  test('is believed until it says otherwise, also through a check-in that says nothing of it', () => {
    const asleep = { readings: [look('ios', 'silent')], neighbour: neighbour('present'), context: around({}) }
    const spell = [says({ online: false }), says({}, around({}), morning + minute)]
    expect(after(...spell)).toEqual(['ios_no_internet'])
    expect(after(...spell, says({ online: true }, around({}), morning + 2 * minute))).toEqual([])
    expect(after(...spell, { at: morning + 9 * minute, ...asleep })).toEqual(['ios_no_internet', 'asleep'])
    expect(after(...spell, { at: morning + 10 * minute, ...asleep })).toEqual(['asleep'])
  })

  test('is down by that, and up again after', () => {
    const [first, then] = story(pad, [says({ online: false }), says({ online: true }, around({}), morning + minute)])
    expect([first?.state, first?.cause, then?.state, then?.cause]).toEqual(['down', 'ios_no_internet', 'up', null])
    expect(first?.conditions[0]).toMatchObject({ probe: 'checkin', rule: 'K2.ios_no_internet', seenAt: morning })
  })
})

describe('an iPad that cannot print', () => {
  test.each([
    'NSURLErrorDomain Code=-1004 "Could not connect to the server."',
    'NSURLErrorDomain error -1001',
    'The request timed out.',
    'POSIXErrorCode(rawValue: 65): No route to host',
    'NSPOSIXErrorDomain Code=61 "Connection refused"',
    'ETIMEDOUT',
    'No se ha podido conectar al servidor.',
    "No s'ha pogut connectar amb el servidor.",
    'Не удалось подключиться к серверу.',
    'unsatisfied (Local network prohibited)',
  ])('while we reach the printers and others print: iOS keeps the app off the network: %s', (lastPrintError) => {
    expect(after(says({ lastPrintError }))).toEqual(['ios_local_network'])
    expect(after(says({ lastPrintError }, around({ otherPads: { printing: 0, cutOff: 0 } })))).toEqual([
      'ios_local_network',
    ])
  })

  test('says "offline" of a printer while it has internet', () => {
    const lastPrintError = 'NSURLErrorDomain Code=-1009'
    expect(after(says({ online: true, lastPrintError }))).toEqual(['ios_local_network'])
  })

  test('is on the wrong network where it comes from another subnet', () => {
    const lastPrintError = 'Could not connect to the server.'
    const judged = ending(pad, [says({ lastPrintError, address: '10.8.0.4' }, around({ place: 'elsewhere' }))])
    expect(causesOf(judged)).toEqual(['wrong_subnet'])
    expect(judged.conditions[0]?.detail).toMatchObject({ address: '10.8.0.4' })
    expect(after(says({ lastPrintError: '' }, around({ place: 'elsewhere' })))).toEqual([])
    expect(after(says({}, around({ place: 'elsewhere' })))).toEqual([])
  })

  test('adds nothing to what the printer itself has', () => {
    const lastPrintError = 'Could not connect to the server.'
    expect(after(says({ lastPrintError }, printers({ silent: 1 })))).toEqual([])
    expect(after(says({ lastPrintError: 'Printer reports: no paper' }, printers({ failing: 1 })))).toEqual([])
    expect(after(says({ lastPrintError }, printers({ failing: 1 })))).toEqual(['ios_local_network'])
  })

  test('tries again where nothing else explains it', () => {
    expect(after(says({ lastPrintError: 'Bad raster data' }))).toEqual(['print_retry'])
    expect(after(says({ lastPrintError: 'timed out' }, printers({ refusing: 1 })))).toEqual(['print_retry'])
    expect(after(says({ lastPrintError: 'timed out' }, around({ otherPads: { printing: 0, cutOff: 2 } })))).toEqual([
      'print_retry',
    ])
    expect(after(says({ lastPrintError: 'timed out' }, context({})))).toEqual(['print_retry'])
  })

  test('is well once it prints, or after ten minutes without a word', () => {
    const bad = says({ lastPrintError: 'timed out' })
    expect(after(bad, says({ online: true }, around({}), morning + minute))).toEqual(['ios_local_network'])
    expect(after(bad, says({ lastPrintError: '' }, around({}), morning + minute))).toEqual([])
    const later = { at: morning + 10 * minute, readings: [look('ios', 'answered')], context: around({}) }
    expect(after(bad, later)).toEqual([])
  })
})

describe('a check-in', () => {
  test('is contact: a silent iPad that checks in is neither asleep nor away', () => {
    const silent = (at: number) => ({ at, readings: [look('ios', 'silent')], context: context({ open: true }) })
    const steps = Array.from({ length: 60 }, (_, index) => [
      silent(morning + index * minute),
      says({}, context({ open: true }), morning + index * minute + 30 * second),
    ]).flat()
    const told = story(pad, steps)
    expect(new Set(told.slice(4).flatMap(causesOf))).toEqual(new Set())
    expect(told.at(-1)?.state).toBe('up')
    const away = Array.from({ length: 35 }, (_, index) => silent(morning + (60 + index) * minute))
    expect(causesOf(ending(pad, [...steps, ...away]))).toEqual(['ipad_away'])
  })

  test('is remembered with what an earlier one told of the model, also over a restart', () => {
    const told = ending(pad, [
      says({ model: 'iPad13,4', osVersion: '26.1', battery: 0.5 }),
      says({ appVersion: '3.2' }, around({}), morning + minute),
    ])
    expect(told.memory.checkin).toMatchObject({
      at: morning + minute,
      fact: { model: 'iPad13,4', osVersion: '26.1', appVersion: '3.2', battery: null },
    })
  })

  test('is all that tells of an iPad without an address: nothing is known before the first, and silence counts after it', () => {
    const nowhere = device({ type: 'ipad', address: null }, ['ios'])
    const silent = (minutes: number) => ({
      at: morning + minutes * minute,
      readings: [look('ios', 'silent', [], { code: 'ENOTFOUND' })],
      context: context({ open: true }),
    })
    const hours = (from: number) => Array.from({ length: 40 }, (_, index) => silent(from + index))
    expect(ending(nowhere, hours(0))).toMatchObject({ state: 'unknown', conditions: [] })
    const heard = [...hours(0), says({}, context({ open: true }), morning + 40 * minute), ...hours(41)]
    expect(causesOf(ending(nowhere, heard))).toEqual(['ipad_away'])
  })

  test('of what is no iPad judges nothing', () => {
    expect(causesOf(ending(device({}, ['icmp']), [says({ online: false })]))).toEqual([])
  })
})
