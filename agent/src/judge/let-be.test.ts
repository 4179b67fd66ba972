import { describe, expect, test } from 'vitest'
import { causesOf, device, ending, escpos, hour, look, minute, morning, probe, second } from '../../test/fakes/check.ts'
import { ippSays } from '../../test/fakes/printer-facts.ts'
import { inDoubt } from './doubt.ts'
import { isLetBe } from './let-be.ts'
import { everyMs } from './rate.ts'

type Readings = ReturnType<typeof look>[]

const printer = device({}, ['icmp', 'escpos', 'star', 'snmp', 'ipp'])
const ping = look('icmp', 'answered')
const byIpp = look('ipp', 'answered', [ippSays()])
const after = (count: number, ...readings: Readings) =>
  ending(
    printer,
    Array.from({ length: count }, (_, index) => ({ at: morning + index * 20 * second, readings: [ping, ...readings] })),
  )
const memory = (...given: Parameters<typeof after>) => after(...given).memory
const dle = probe('escpos')

describe('DLE EOT', () => {
  test('goes to what answers over IPP only three times, and never again', () => {
    expect(isLetBe(dle, null)).toBe(false)
    expect(isLetBe(dle, memory(2, byIpp, look('escpos', 'mute')))).toBe(false)
    expect(isLetBe(dle, memory(3, byIpp, look('escpos', 'mute')))).toBe(true)
    expect(everyMs(dle, memory(3, byIpp, look('escpos', 'mute')))).toBe(600_000)
  })

  test('goes three times to what answers in another language, such as PJL or an echo, whatever else it speaks', () => {
    expect(isLetBe(dle, memory(2, look('escpos', 'garbled')))).toBe(false)
    expect(isLetBe(dle, memory(3, look('escpos', 'garbled')))).toBe(true)
  })

  test('goes on to a printer that answered it once, that is only busy, or that tells its status in no other way', () => {
    expect(isLetBe(dle, memory(3, byIpp, look('escpos', 'refused')))).toBe(false)
    expect(isLetBe(dle, memory(3, look('escpos', 'mute')))).toBe(false)
    const steps = [
      { at: morning, readings: [ping, byIpp, look('escpos', 'answered', [escpos()])] },
      ...[1, 2, 3, 4].map((n) => ({ at: morning + n * minute, readings: [ping, byIpp, look('escpos', 'mute')] })),
    ]
    expect(isLetBe(dle, ending(printer, steps).memory)).toBe(false)
  })

  test('is tried anew when nothing answered over IPP for a day: another printer may stand there', () => {
    const steps = [0, 1, 2].map((n) => ({ at: morning + n * minute, readings: [ping, byIpp, look('escpos', 'mute')] }))
    const later = (hours: number) => [...steps, { at: morning + hours * hour, readings: [ping, look('ipp', 'silent')] }]
    expect(isLetBe(dle, ending(printer, later(23)).memory)).toBe(true)
    expect(isLetBe(dle, ending(printer, later(25)).memory)).toBe(false)
  })

  test('that gets no answer is worth a notice only where the printer tells nothing otherwise', () => {
    expect(causesOf(after(1, look('escpos', 'mute')))).toEqual(['no_status'])
    expect(causesOf(after(1, byIpp, look('escpos', 'mute')))).toEqual([])
  })
})

describe('a way that a printer need not have', () => {
  const star = probe('star')

  test('is not tried again on a port that took the bytes three times and is not Star’s', () => {
    expect(isLetBe(star, memory(3, look('star', 'mute')))).toBe(true)
    expect(isLetBe(star, memory(3, look('star', 'garbled')))).toBe(true)
    expect(isLetBe(star, memory(3, look('star', 'refused')))).toBe(false)
    expect(isLetBe(probe('ipp'), memory(3, look('ipp', 'garbled')))).toBe(false)
  })

  test.for(['star', 'ipp', 'snmp'])(
    '%s is looked for every ten minutes after three tries without an answer',
    (type) => {
      expect(everyMs(probe(type), memory(2, look(type, 'refused')))).toBe(10_000)
      expect(everyMs(probe(type), memory(3, look(type, 'refused')))).toBe(600_000)
      expect(everyMs(probe(type), memory(3, look(type, 'silent')))).toBe(600_000)
      expect(everyMs(probe(type), memory(3, look(type, 'answered')))).toBe(10_000)
    },
  )

  test.for(['star', 'ipp', 'snmp'])('%s raises no doubt by a refusal, unless it had answered', (type) => {
    expect(inDoubt([look(type, 'refused')])).toBe(false)
    expect(inDoubt([look(type, 'refused')], memory(1, look(type, 'refused')))).toBe(false)
    expect(inDoubt([look(type, 'refused')], memory(1, look(type, 'answered')))).toBe(true)
    expect(inDoubt([look(type, 'silent')], memory(1, look(type, 'silent')))).toBe(false)
  })
})
