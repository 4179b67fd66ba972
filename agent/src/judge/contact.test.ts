import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Fact } from '@sereno/shared/reading.ts'
import { describe, expect, test } from 'vitest'
import {
  causesOf,
  context,
  device,
  ending,
  look,
  looks,
  minute,
  morning,
  neighbour,
  parentIs,
  probe,
  type Step,
  second,
  story,
} from '../../test/fakes/check.ts'

const at = (seconds: number, step: Omit<Step, 'at'>): Step => ({ at: morning + seconds * second, ...step })
const printer = device({}, ['icmp', 'escpos'])
const gone: Omit<Step, 'at'> = {
  readings: [...looks('icmp', ['silent', 'silent', 'silent']), look('escpos', 'unreachable')],
  neighbour: neighbour('absent'),
}
const well: Omit<Step, 'at'> = { readings: [look('icmp', 'answered'), look('escpos', 'answered')] }

describe('a device that does not sleep', () => {
  test('is up while any way answers', () => {
    expect(ending(printer, [at(0, well)])).toMatchObject({ state: 'up', cause: null, conditions: [], seen: true })
  })

  test('is Offline when every way is silent and nobody answers ARP', () => {
    const judgement = ending(printer, [at(0, well), at(10, gone)])
    expect(judgement).toMatchObject({ state: 'down', cause: 'no_answer', seen: false })
    expect(judgement.conditions).toMatchObject([
      { rule: 'K2.no_answer', attempts: 3, detail: { address: '192.168.1.50' } },
    ])
    expect(judgement.conditions[0]?.detail.readings).toEqual([
      'icmp silent x3',
      'escpos unreachable',
      'neighbour absent',
    ])
  })

  test('is Offline, with arp, when it answers ARP only', () => {
    const judgement = ending(printer, [
      at(0, { ...gone, readings: [look('icmp', 'silent')], neighbour: neighbour('present') }),
    ])
    expect(judgement).toMatchObject({ cause: 'no_answer', seen: true, conditions: [{ detail: { arp: true } }] })
  })

  test('is not judged by a neighbour entry that contradicts the looks before the next check', () => {
    const stale = { readings: [look('icmp', 'unreachable')], neighbour: neighbour('present') }
    const [, first, again] = story(printer, [at(0, well), at(10, stale), at(20, stale)])
    expect(first).toMatchObject({ state: 'up' })
    expect(again).toMatchObject({ state: 'down', cause: 'no_answer' })
  })

  test('waits 60 s where the neighbour entry cannot be refreshed', () => {
    const blind = { readings: [look('icmp', 'silent')], neighbour: neighbour('unknown') }
    const steps = [at(0, well), at(10, blind), at(60, blind), at(70, blind)]
    expect(story(printer, steps).map(({ state }) => state)).toEqual(['up', 'up', 'up', 'down'])
  })

  test('has no neighbour entry behind a router, and is judged at once', () => {
    const away = { readings: [look('icmp', 'silent')], context: context({ ownSubnet: false }) }
    expect(ending(printer, [at(0, away)])).toMatchObject({ state: 'down', cause: 'no_answer' })
  })

  test('comes back with the first answer', () => {
    expect(ending(printer, [at(0, well), at(10, gone), at(20, well)])).toMatchObject({ state: 'up', conditions: [] })
  })

  test('keeps its verdict through looks that say nothing, and is unknown if it never had one', () => {
    const blind = at(20, { readings: [look('icmp', 'local_error', [], { code: 'ENOBUFS' }), look('escpos', 'unable')] })
    expect(ending(printer, [blind])).toMatchObject({ state: 'unknown', cause: null, conditions: [], seen: false })
    expect(ending(printer, [at(0, well), blind])).toMatchObject({ state: 'up' })
    expect(ending(printer, [at(0, well), at(10, gone), blind])).toMatchObject({ state: 'down', cause: 'no_answer' })
  })

  test('is not judged silent while the way that answered a moment ago was held back', () => {
    const held = at(10, {
      readings: [look('icmp', 'silent'), look('escpos', 'unable')],
      neighbour: neighbour('unknown'),
    })
    expect(ending(printer, [at(0, well), held])).toMatchObject({ state: 'up' })
  })

  test('does not make its name service’s failure its own', () => {
    const unresolved = at(10, { readings: [look('http', 'silent', [], { code: 'EAI_AGAIN' })] })
    expect(ending(device({ address: 'pos.example' }, ['http']), [unresolved])).toMatchObject({ state: 'unknown' })
  })
})

describe('ways beside each other', () => {
  const ways: [what: string, readings: Step['readings'], cause: string, state: string][] = [
    [
      'pings lost while 9100 answers are a notice',
      [look('icmp', 'silent'), look('escpos', 'answered')],
      'no_icmp',
      'up',
    ],
    [
      '9100 silent while pings answer is Offline',
      [look('icmp', 'answered'), look('escpos', 'silent')],
      'port_silent',
      'down',
    ],
    ['9100 refused once is a notice', [look('icmp', 'answered'), look('escpos', 'refused')], 'busy', 'up'],
    ['9100 mute is a notice', [look('icmp', 'answered'), look('escpos', 'mute')], 'no_status', 'up'],
    [
      '9100 speaking another language is a notice',
      [look('icmp', 'answered'), look('escpos', 'garbled')],
      'no_status',
      'up',
    ],
  ]
  test('a device that comes back between the attempts of a check has no port that is silent, unless the next shows it', () => {
    const gone = { readings: [...looks('icmp', ['silent', 'silent', 'silent']), look('escpos', 'silent')] }
    const back = { readings: [look('escpos', 'silent'), ...looks('icmp', ['silent', 'silent', 'answered'])] }
    const stuck = { readings: [look('icmp', 'answered'), look('escpos', 'silent')] }
    const present = { neighbour: neighbour('present') }
    const steps = [at(0, { ...gone, neighbour: neighbour('absent') }), at(1, { ...back, ...present })]
    const told = story(printer, [...steps, at(2, { ...stuck, ...present })])
    expect(told.map(causesOf)).toEqual([['no_answer'], [], ['port_silent']])
  })

  test.for(ways)('%s', ([, readings, cause, state]) => {
    const judgement = ending(printer, [at(0, { readings, neighbour: neighbour('present') })])
    expect(judgement).toMatchObject({ state, seen: true })
    expect(causesOf(judgement)).toEqual([cause])
  })

  test('a way that is silent anyway is no news on its own', () => {
    const shy = at(0, { readings: [look('icmp', 'silent'), look('escpos', 'answered')] })
    const judgement = ending(printer, [shy, at(10, { readings: looks('icmp', ['silent', 'silent', 'silent']) })])
    expect(judgement).toMatchObject({ state: 'up' })
    expect(causesOf(judgement)).toEqual(['no_icmp'])
  })

  test('single ways have nothing of their own to tell while nothing answers', () => {
    const silentPort = at(0, { readings: [look('icmp', 'answered'), look('escpos', 'silent')] })
    expect(causesOf(ending(printer, [silentPort, at(10, gone)]))).toEqual(['no_answer'])
  })

  const refused = { readings: [look('icmp', 'answered'), look('escpos', 'refused')] }
  test('refused at three checks in a row and for 60 s is Offline', () => {
    const steps = [0, 20, 40, 60].map((seconds) => at(seconds, refused))
    expect(story(printer, steps).map(causesOf)).toEqual([['busy'], ['busy'], ['busy'], ['port_stuck']])
  })
  test('refused twice in two minutes, or thrice with an answer between, is not', () => {
    expect(causesOf(ending(printer, [at(0, refused), at(120, refused)]))).toEqual(['busy'])
    const steps = [at(0, refused), at(30, refused), at(60, well), at(90, refused)]
    expect(causesOf(ending(printer, steps))).toEqual(['busy'])
  })
  test('a refusal names its port', () => {
    const bar = device({ probes: [probe('icmp'), probe('escpos', { port: 9100 })] })
    expect(ending(bar, [at(0, refused)]).conditions).toMatchObject([{ probe: 'escpos', detail: { port: 9100 } }])
  })
})

describe('the agent’s own devices', () => {
  const gateway = device({ type: 'router', role: 'gateway', address: '192.168.1.1' }, ['gateway'])
  const line = device({ type: 'internet', role: 'line', address: null }, ['internet'])
  const resolver = device({ type: 'other', role: 'resolver', address: '192.168.1.1' }, ['dns'])
  const cloud = device({ type: 'other', address: 'pos.example' }, ['http'])
  const outside = context({ ownSubnet: false })
  const anchors = (answered: number): Fact => ({ fact: 'anchors', asked: 3, answered })
  const page = (found: 'as_known' | 'altered' | 'silent'): Fact => ({ fact: 'page', found })
  const names = (failed: string | null): Fact => ({ fact: 'dns', addresses: failed ? [] : ['192.0.2.1'], failed })
  const status = (code: number): Fact => ({ fact: 'http', status: code, textFound: null, statusExpected: code === 200 })

  const table: [what: string, of: DeviceSetting, step: Omit<Step, 'at'>, state: string, cause: string | null][] = [
    ['gateway answers', gateway, { readings: [look('gateway', 'answered')] }, 'up', null],
    [
      'gateway silent, no ARP',
      gateway,
      { readings: [look('gateway', 'silent', [neighbour('absent')])] },
      'down',
      'gateway_down',
    ],
    [
      'gateway that never answered ICMP, ARP there',
      gateway,
      { readings: [look('gateway', 'silent', [neighbour('present')])] },
      'up',
      null,
    ],
    [
      'gateway of which nothing can be known',
      gateway,
      { readings: [look('gateway', 'silent', [neighbour('unknown')])] },
      'unknown',
      null,
    ],
    [
      'line with one anchor',
      line,
      { readings: [look('internet', 'answered', [anchors(1)])], context: outside },
      'up',
      null,
    ],
    [
      'line without anchors',
      line,
      { readings: [look('internet', 'silent', [anchors(0)])], context: outside },
      'down',
      'isp_down',
    ],
    [
      'line without anchors, with the known page',
      line,
      { readings: [look('internet', 'silent', [anchors(0), page('as_known')])], context: outside },
      'up',
      null,
    ],
    [
      'line with another page',
      line,
      { readings: [look('internet', 'answered', [anchors(3), page('altered')])], context: outside },
      'down',
      'captive_portal',
    ],
    [
      'line with another page and no anchors',
      line,
      { readings: [look('internet', 'silent', [anchors(0), page('altered')])], context: outside },
      'down',
      'captive_portal',
    ],
    ['resolver answers', resolver, { readings: [look('dns', 'answered', [names(null)])] }, 'up', null],
    ['resolver fails', resolver, { readings: [look('dns', 'answered', [names('SERVFAIL')])] }, 'down', 'dns_down'],
    ['resolver refuses', resolver, { readings: [look('dns', 'refused')], context: outside }, 'down', 'dns_down'],
    ['resolver silent', resolver, { readings: [look('dns', 'silent')], context: outside }, 'down', 'dns_down'],
    ['cloud works', cloud, { readings: [look('http', 'answered', [status(200)])], context: outside }, 'up', null],
    [
      'cloud 503',
      cloud,
      { readings: [look('http', 'answered', [status(503)])], context: outside },
      'degraded',
      'pos_cloud',
    ],
    ['cloud silent', cloud, { readings: [look('http', 'silent')], context: outside }, 'degraded', 'pos_cloud'],
    ['cloud refuses', cloud, { readings: [look('http', 'refused')], context: outside }, 'degraded', 'pos_cloud'],
    [
      'cloud silent behind a dead line',
      cloud,
      { readings: [look('http', 'silent')], context: { ...parentIs(true), ownSubnet: false } },
      'unknown',
      'parent_down',
    ],
    [
      'resolver that fails behind a dead line',
      resolver,
      { readings: [look('dns', 'answered', [names('SERVFAIL')])], context: parentIs(true) },
      'unknown',
      'parent_down',
    ],
  ]
  test.for(table)('%s', ([, of, step, state, cause]) => {
    const judgement = ending(of, [at(0, step)])
    expect(judgement).toMatchObject({ state, cause })
    expect(judgement.conditions.length).toBeLessThanOrEqual(1)
  })

  test('a gateway that once answered ICMP is down when it is silent, though ARP is there', () => {
    const steps = [
      at(0, { readings: [look('gateway', 'answered', [neighbour('present')])] }),
      at(15, { readings: looks('gateway', ['silent', 'silent', 'silent'], [neighbour('present')]) }),
    ]
    expect(ending(gateway, steps)).toMatchObject({ cause: 'gateway_down', conditions: [{ detail: { arp: true } }] })
  })
})

describe('silence that is nobody’s fault', () => {
  test('a printer makes no Offline after closing time, and one at once when the venue opens', () => {
    const steps = [
      at(0, { ...gone, context: context({ open: false }) }),
      at(600, { ...gone, context: context({ open: true }) }),
    ]
    const [closed, opened] = story(printer, steps)
    expect(closed).toMatchObject({ state: 'asleep', conditions: [] })
    expect(opened).toMatchObject({ state: 'down', cause: 'no_answer' })
  })
  test('a device in a maintenance window, or out of service, is paused', () => {
    expect(ending(printer, [at(0, { ...gone, context: context({ maintenance: true }) })])).toMatchObject({
      state: 'paused',
      conditions: [],
    })
    expect(ending({ ...printer, inService: false }, [at(0, gone)])).toMatchObject({ state: 'paused', conditions: [] })
  })
  test('a clock that was set back does not disturb the verdict', () => {
    expect(ending(printer, [at(86_400, well), at(0, gone), { at: morning + minute, ...well }])).toMatchObject({
      state: 'up',
    })
  })
})
