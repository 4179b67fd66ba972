import type { EscposFact } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import {
  causesOf,
  device,
  ending,
  escpos,
  look,
  looks,
  morning,
  printerMib,
  type Step,
  second,
} from '../../test/fakes/check.ts'
import { escposOfflineAlone, readEscpos } from './escpos.ts'

const none = { paperEnd: null, paperNearEnd: null, offline: null }
const table: [what: string, fact: Partial<EscposFact>, causes: string[]][] = [
  ['all clear', {}, []],
  ['nothing answered', none, []],
  ['paper end', { offline: true, paperEnd: true }, ['paper_out']],
  ['paper end with near end', { paperEnd: true, paperNearEnd: true }, ['paper_out']],
  ['near end', { paperNearEnd: true }, ['paper_low']],
  ['cover open', { offline: true, coverOpen: true }, ['cover_open']],
  ['cover open and paper end', { coverOpen: true, paperEnd: true }, ['paper_out', 'cover_open']],
  ['cutter', { offline: true, cutterError: true }, ['cutter']],
  ['cutter with its mechanical error', { cutterError: true, recoverableError: true }, ['cutter']],
  ['unrecoverable', { unrecoverableError: true }, ['hardware']],
  ['mechanical', { recoverableError: true }, ['hardware']],
  ['clears by itself', { autoRecoverableError: true }, ['overheated']],
  ['cover opened while printing', { autoRecoverableError: true, coverOpen: true }, ['cover_open']],
  ['offline bit alone', { offline: true }, []],
]

describe('ESC/POS status', () => {
  test.for(table)('%s', ([, fact, causes]) => {
    expect(readEscpos(escpos(fact)).map(({ cause }) => cause)).toEqual(causes)
  })

  test.for<[fact: Partial<EscposFact>, alone: boolean]>([
    [{ offline: true }, true],
    [{ offline: true, paperNearEnd: true }, true],
    [{ offline: true, feeding: true }, false],
    [{ offline: true, coverOpen: true }, false],
    [{ offline: null }, false],
    [{}, false],
  ])('%o tells only "offline": %s', ([fact, alone]) => expect(escposOfflineAlone(escpos(fact))).toBe(alone))
})

const printer = device({}, ['icmp', 'escpos', 'snmp'])
const at = (seconds: number, ...readings: Step['readings']): Step => ({ at: morning + seconds * second, readings })
const told = (fact: Partial<EscposFact>) => look('escpos', 'answered', [escpos(fact)])
const ping = look('icmp', 'answered')

describe('what a printer said of itself', () => {
  test('the offline bit is a Fail only when it is seen twice in a row, and never Offline', () => {
    expect(causesOf(ending(printer, [at(0, told({ offline: true }))]))).toEqual([])
    const twice = ending(printer, [at(0, told({ offline: true })), at(20, told({ offline: true }))])
    expect(twice.conditions).toMatchObject([{ cause: 'printer_offline_bit', rule: 'K3.printer_offline_bit' }])
    const between = [at(0, told({ offline: true })), at(20, told({})), at(40, told({ offline: true }))]
    expect(causesOf(ending(printer, between))).toEqual([])
  })

  test('the offline bit seen twice within one check is enough', () => {
    const fact = escpos({ offline: true })
    const again = [look('escpos', 'answered', [fact]), look('escpos', 'answered', [fact], { attempt: 2 })]
    expect(causesOf(ending(printer, [at(0, ...again)]))).toEqual(['printer_offline_bit'])
  })

  test('the offline bit is silent beside another fault, whoever tells it', () => {
    const snmp = look('snmp', 'answered', [printerMib({ errorBits: ['jammed'] })])
    const steps = [at(0, told({ offline: true })), at(20, told({ offline: true }), snmp)]
    expect(causesOf(ending(printer, steps))).toEqual(['jammed'])
  })

  test('is believed through refusals, silence and looks that tell nothing, until it is seen gone', () => {
    const out = at(0, ping, told({ paperEnd: true }))
    const refused = at(20, ping, look('escpos', 'refused'))
    const unable = at(40, ping, look('escpos', 'unable'))
    const silent = at(60, ...looks('icmp', ['silent', 'silent']), look('escpos', 'silent'))
    for (const step of [refused, unable]) expect(causesOf(ending(printer, [out, step]))).toContain('paper_out')
    expect(
      causesOf(ending(printer, [out, { ...silent, neighbour: { fact: 'neighbour', state: 'absent', mac: null } }])),
    ).toEqual(['no_answer', 'paper_out'])
    expect(causesOf(ending(printer, [out, refused, at(80, told({}))]))).toEqual([])
  })

  test('is let go after three answers without any status', () => {
    const mute = [20, 40, 60].map((seconds) => at(seconds, ping, look('escpos', 'mute')))
    expect(causesOf(ending(printer, [at(0, told({ paperEnd: true })), ...mute.slice(0, 2)]))).toEqual([
      'paper_out',
      'no_status',
    ])
    expect(causesOf(ending(printer, [at(0, told({ paperEnd: true })), ...mute]))).toEqual(['no_status'])
  })

  test('seen by two probes is one condition', () => {
    const snmp = look('snmp', 'answered', [printerMib({ errorBits: ['noPaper'] })])
    const judgement = ending(printer, [at(0, told({ paperEnd: true }), snmp)])
    expect(judgement.conditions).toMatchObject([{ cause: 'paper_out', probe: null }])
  })

  test('gives way to another probe that sees otherwise, once its own is silent', () => {
    const snmp = look('snmp', 'answered', [printerMib({ errorBits: ['noPaper'] })])
    const steps = [at(0, told({}), snmp), at(20, ping, look('snmp', 'unreachable')), at(40, told({}))]
    expect(causesOf(ending(printer, steps.slice(0, 2)))).toEqual(['paper_out'])
    expect(causesOf(ending(printer, steps))).toEqual([])
  })

  test('paper running low makes it degraded, not down', () => {
    expect(ending(printer, [at(0, told({ paperNearEnd: true }))])).toMatchObject({
      state: 'degraded',
      cause: 'paper_low',
    })
  })
})
