import { kindOf } from '@sereno/shared/cause.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { causesOf, device, ending, look, looks, minute, morning, neighbour, second } from '../../test/fakes/check.ts'
import { ippSays } from '../../test/fakes/printer-facts.ts'
import { triesAgain } from './attempts.ts'
import { ippOfflineAlone, readIpp } from './ipp.ts'

const causes = (...says: Parameters<typeof ippSays>) => readIpp(ippSays(...says)).map(({ cause }) => cause)

describe('the state of a printer over IPP', () => {
  test.for<[state: 'idle' | 'processing' | 'stopped' | null, reasons: string[], found: string[]]>([
    ['idle', [], []],
    ['processing', [], []],
    // A Fail: an error by its suffix, or a reason without one on a printer that has stopped.
    ['stopped', ['media-empty-error'], ['paper_out']],
    ['idle', ['media-empty-error'], ['paper_out']],
    ['stopped', ['media-needed'], ['paper_out']],
    ['stopped', ['media-jam-error'], ['jammed']],
    ['stopped', ['cover-open'], ['cover_open']],
    ['idle', ['cover-open'], ['cover_open']],
    ['idle', ['door-open-error'], ['cover_open']],
    ['stopped', ['toner-empty-error'], ['marker_empty']],
    ['stopped', ['marker-supply-empty-error'], ['marker_empty']],
    ['stopped', ['output-area-full'], ['output_full']],
    ['stopped', ['fuser-over-temp'], ['overheated']],
    ['stopped', ['separation-cutter-jam-error'], ['cutter']],
    ['stopped', ['stapler-unrecoverable-failure-error'], ['hardware']],
    [null, ['media-empty'], ['paper_out']],
    ['stopped', ['media-empty-error', 'cover-open-error'], ['paper_out', 'cover_open']],
    // At most a notice.
    ['idle', ['media-empty'], ['paper_low']],
    ['idle', ['media-low-warning'], ['paper_low']],
    ['idle', ['media-empty-report'], ['paper_low']],
    ['stopped', ['media-needed-warning'], ['paper_low']],
    ['idle', ['marker-supply-low-warning'], ['supply_low']],
    ['idle', ['toner-low-report'], ['supply_low']],
    ['idle', ['toner-empty-warning'], ['supply_low']],
    ['idle', ['marker-waste-almost-full'], ['supply_low']],
    ['idle', ['cover-open-warning'], ['printer_warning']],
    // What nobody knows.
    ['idle', ['com.acme-moon-phase'], []],
    ['idle', ['other-report'], []],
    ['idle', ['other-warning'], ['printer_warning']],
    ['processing', ['spool-area-full-error'], ['printer_warning']],
    ['stopped', ['spool-area-full-error'], ['service_requested']],
    ['stopped', ['com.acme-moon-phase'], ['service_requested']],
    // Asleep, and no fault.
    ['stopped', ['hibernate'], []],
    ['idle', ['sleep-mode'], []],
  ])('%s with %o is %o', ([state, reasons, found]) => expect(causes(state, reasons)).toEqual(found))

  test('names the unknown reason of a stop, and leaves the message aside, which may be out of date', () => {
    const [found] = readIpp(ippSays('stopped', ['spool-area-full-error'], { message: 'Ready' }))
    expect(found?.detail).toEqual({ description: 'spool area full' })
  })

  test('levels alone are never a Fail', () => {
    const supply = (level: number, max = 100, fills = false) => ({ description: 'Black', level, max, fills })
    const told = (...supplies: ReturnType<typeof supply>[]) => readIpp(ippSays('idle', [], { supplies }))
    expect(told(supply(0))).toEqual([{ cause: 'supply_low', detail: { supply: 'Black', percent: 0 } }])
    expect(told(supply(11), supply(-1), supply(-2), supply(-3), supply(0, 0))).toEqual([])
    expect(told(supply(5, 100, true))).toMatchObject([{ detail: { percent: 5 } }])
  })

  test.for<[says: Parameters<typeof ippSays>, alone: boolean]>([
    [['stopped', ['paused']], true],
    [['stopped', []], true],
    [['stopped', ['marker-supply-low-warning']], true],
    [['idle', ['paused']], false],
    [['idle', ['paused-error']], true],
    [['idle', [], { accepting: false }], true],
    [['processing', [], { accepting: false }], false],
    [['stopped', ['media-empty-error']], false],
    [['stopped', ['paused', 'cover-open']], false],
    [['stopped', ['suspend']], false],
    [['idle', ['offline-report']], false],
    [['idle', []], false],
  ])('%o tells only that someone stopped it: %s', ([says, alone]) =>
    expect(ippOfflineAlone(ippSays(...says))).toBe(alone),
  )

  test('never makes a Fail of a word that nobody knows, nor breaks over one', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 40 }), { maxLength: 6 }), (reasons) => {
        const words = reasons.map((reason) => `x ${reason}`)
        const found = readIpp(ippSays('idle', words))
        expect(found.filter(({ cause }) => kindOf(cause) !== null)).toEqual([])
      }),
    )
  })
})

describe('a printer that is looked at over IPP', () => {
  const printer = device({}, ['icmp', 'ipp'])
  const says = (...given: Parameters<typeof ippSays>) => look('ipp', 'answered', [ippSays(...given)])
  const ping = look('icmp', 'answered')

  test('is a Fail of its own rule, and well again when it says so', () => {
    const steps = [
      { at: morning, readings: [ping, says('stopped', ['media-jam-error'])] },
      { at: morning + 20 * second, readings: [ping, says()] },
    ]
    expect(ending(printer, steps.slice(0, 1))).toMatchObject({ state: 'down', conditions: [{ rule: 'K3.jammed' }] })
    expect(ending(printer, steps)).toMatchObject({ state: 'up', conditions: [] })
  })

  test('is asked once more before "paused" counts', () => {
    const paused = says('stopped', ['paused'])
    expect(triesAgain(paused)).toBe(true)
    const once = ending(printer, [{ at: morning, readings: [ping, paused] }])
    expect(causesOf(once)).toEqual([])
    const twice = ending(printer, [{ at: morning, readings: [ping, paused, { ...paused, attempt: 2 }] }])
    expect(twice.conditions).toMatchObject([{ cause: 'printer_offline_bit', rule: 'K3.printer_offline_bit' }])
  })

  test('takes back what a look on 9100 saw before that fell silent', () => {
    const both = device({}, ['icmp', 'escpos', 'ipp'])
    const fact = { fact: 'escpos' as const, offline: true, coverOpen: null, paperEnd: true, paperNearEnd: true }
    const rest = { feeding: null, cutterError: null, unrecoverableError: null, recoverableError: null }
    const out = { ...fact, ...rest, autoRecoverableError: null, drawerHigh: null, raw: { 1: 0x1a as number } }
    const steps = [
      { at: morning, readings: [ping, look('escpos', 'answered', [out]), look('ipp', 'silent')] },
      { at: morning + minute, readings: [ping, look('escpos', 'silent'), says()] },
    ]
    expect(causesOf(ending(both, steps.slice(0, 1)))).toEqual(['paper_out'])
    expect(causesOf(ending(both, steps))).toEqual(['port_silent'])
  })

  test('that sleeps deeply, and is gone for IPP now and then, is not Offline while it answers otherwise', () => {
    const steps = Array.from({ length: 12 }, (_, index) => ({
      at: morning + index * minute,
      readings: [ping, ...(index % 3 === 0 ? [says()] : looks('ipp', ['silent', 'silent']))],
    }))
    for (let n = 1; n <= steps.length; n += 1) {
      expect(ending(printer, steps.slice(0, n))).toMatchObject({ state: 'up', conditions: [] })
    }
  })

  test('is Offline when every way is silent, the neighbour entry included', () => {
    const readings = [look('icmp', 'silent'), ...looks('ipp', ['silent', 'silent'])]
    const seen = ending(printer, [{ at: morning, readings, neighbour: neighbour('absent') }])
    expect(causesOf(seen)).toEqual(['no_answer'])
  })
})
