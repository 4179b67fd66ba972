import { describe, expect, test } from 'vitest'
import { causesOf, device, ending, look, minute, morning, second, story } from '../../test/fakes/check.ts'
import { starSays } from '../../test/fakes/printer-facts.ts'
import { triesAgain } from './attempts.ts'
import { readStar, starOfflineAlone } from './star.ts'

type Change = Parameters<typeof starSays>[0]

describe('the status of a Star printer', () => {
  test.for<[fact: Change, causes: string[]]>([
    [{}, []],
    [{ paperEnd: true, paperNearEnd: true, offline: true }, ['paper_out']],
    [{ paperNearEnd: true }, ['paper_low']],
    [{ coverOpen: true, offline: true }, ['cover_open']],
    [{ coverOpen: true, mechanicalError: true }, ['cover_open']],
    [{ cutterError: true, mechanicalError: true }, ['cutter']],
    [{ mechanicalError: true }, ['hardware']],
    [{ unrecoverableError: true, mechanicalError: true }, ['hardware']],
    [{ overheated: true }, ['overheated']],
    [{ coverOpen: true, paperEnd: true, overheated: true }, ['paper_out', 'cover_open', 'overheated']],
    [{ offline: true }, []],
    [{ offlineBySwitch: true }, []],
    [{ drawerHigh: true, receiveOverflow: true }, []],
  ])('%o is %o', ([fact, causes]) => {
    expect(readStar(starSays(fact)).map(({ cause }) => cause)).toEqual(causes)
  })

  test.for<[fact: Change, alone: boolean]>([
    [{ offline: true }, true],
    [{ offlineBySwitch: true }, true],
    [{ offline: true, paperNearEnd: true }, true],
    [{ offline: true, coverOpen: true }, false],
    [{}, false],
  ])('%o tells only "offline": %s', ([fact, alone]) => expect(starOfflineAlone(starSays(fact))).toBe(alone))
})

describe('over several checks', () => {
  const printer = device({}, ['icmp', 'star'])
  const says = (at: number, ...facts: Change[]) => ({
    at,
    readings: [
      look('icmp', 'answered'),
      ...facts.map((fact, index) => look('star', 'answered', [starSays(fact)], { attempt: index + 1 })),
    ],
  })

  test('a Fail ends when the printer says so', () => {
    const steps = [says(morning, { paperEnd: true }), says(morning + 20 * second, {})]
    expect(story(printer, steps).map(causesOf)).toEqual([['paper_out'], []])
    expect(ending(printer, steps.slice(0, 1))).toMatchObject({ state: 'down', conditions: [{ rule: 'K3.paper_out' }] })
  })

  test('a bare offline bit is asked for once more, and is a Fail only then', () => {
    expect(triesAgain(look('star', 'answered', [starSays({ offline: true })]))).toBe(true)
    expect(triesAgain(look('star', 'answered', [starSays({ offline: true, coverOpen: true })]))).toBe(false)
    expect(causesOf(ending(printer, [says(morning, { offline: true }, {})]))).toEqual([])
    expect(causesOf(ending(printer, [says(morning, { offline: true }, { offlineBySwitch: true })]))).toEqual([
      'printer_offline_bit',
    ])
  })

  test('a port that the printer need not have makes no entry, no notice and no doubt of the device', () => {
    for (const contact of ['refused', 'silent', 'mute', 'garbled'] as const) {
      const steps = Array.from({ length: 5 }, (_, index) => ({
        at: morning + index * minute,
        readings: [look('icmp', 'answered'), look('star', contact)],
      }))
      expect(story(printer, steps).flatMap(causesOf)).toEqual([])
      expect(ending(printer, steps).state).toBe('up')
    }
  })
})
