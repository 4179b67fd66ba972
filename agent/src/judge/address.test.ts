import { describe, expect, test } from 'vitest'
import {
  causesOf,
  device,
  ending,
  escpos,
  look,
  looks,
  morning,
  neighbour,
  open,
  type Step,
  second,
  story,
} from '../../test/fakes/check.ts'
import { isOther } from './address.ts'
import { judge } from './judge.ts'
import type { Holder, Whereabouts } from './types.ts'

const epson = '00:26:ab:12:34:56'
const star = '00:11:62:00:00:23'
const pad = '92:3e:11:00:00:31'
const holder = (mac: string, name: string | null = null, vendor: string | null = null): Holder => ({
  mac,
  name,
  vendor,
})
const place = (change: Partial<Whereabouts> = {}): Whereabouts => ({
  address: '192.168.1.50',
  own: [epson],
  holders: [],
  asked: false,
  proof: null,
  elsewhere: null,
  ...change,
})
const held = (...macs: string[]) => place({ holders: macs.map((mac) => holder(mac)) })
const asked = (...macs: string[]) => place({ holders: macs.map((mac) => holder(mac)), asked: true })
const elsewhere = { address: '192.168.1.73', mac: epson }

const printer = device({}, ['icmp', 'escpos'])
const at = (seconds: number) => morning + seconds * second
const answers = (seconds: number, whereabouts: Whereabouts | null = held(epson)): Step => ({
  at: at(seconds),
  readings: [look('icmp', 'answered')],
  whereabouts,
})
const silence = (seconds: number, whereabouts: Whereabouts | null = place()): Step => ({
  at: at(seconds),
  readings: looks('icmp', ['silent', 'silent', 'silent']),
  neighbour: neighbour('absent'),
  whereabouts,
})

describe('whether who answers is another device', () => {
  test.for<[what: string, is: Parameters<typeof isOther>, other: boolean]>([
    ['another MAC at a printer’s address', [printer, place(), star], true],
    ['its own MAC', [printer, place(), epson], false],
    ['one of its two', [printer, place({ own: [star, epson] }), star], false],
    ['a phone’s private MAC at a printer’s address', [printer, place(), pad], true],
    ['a private MAC where a computer was', [device({ type: 'other' }), place(), pad], false],
    ['a MAC that routers share, as with proxy ARP', [printer, place(), '00:00:5e:00:01:0a'], false],
    ['another MAC with the same serial number', [printer, place({ proof: 'same' }), star], false],
    ['another MAC with another serial number', [printer, place({ proof: 'other' }), star], true],
    ['a device of which no MAC is known', [printer, place({ own: [] }), star], false],
    ['an iPad, which changes its MAC', [device({ type: 'ipad' }), place(), star], false],
    [
      'the gateway, whose replacement is the gateway',
      [device({ type: 'router', role: 'gateway' }), place(), star],
      false,
    ],
  ])('%s', ([, is, other]) => expect(isOther(...is)).toBe(other))
})

describe('an address that another device has', () => {
  test('is one Offline that names it, though it answers, until the device itself does', () => {
    const taken = place({ holders: [holder(pad, 'Ana’s iPad', null)] })
    const [, during, after] = story(printer, [answers(0), answers(10, taken), answers(20)])
    expect(during).toMatchObject({ state: 'down', cause: 'ip_taken', seen: false, stranger: true })
    expect(during?.conditions).toMatchObject([
      {
        rule: 'K2.ip_taken',
        detail: { address: '192.168.1.50', holder: `${pad} (Ana’s iPad)`, holderMac: pad, holderName: 'Ana’s iPad' },
      },
    ])
    expect(after).toMatchObject({ state: 'up', conditions: [], seen: true, stranger: false })
  })

  test('changes nothing of what is believed of the device, and teaches nothing of its ways', () => {
    const end = escposFact(true)
    const other = escposFact(false)
    const before: Step = { at: at(0), readings: [look('escpos', 'answered', [end])], whereabouts: held(epson) }
    const during: Step = { at: at(10), readings: [look('escpos', 'answered', [other])], whereabouts: held(star) }
    const [first, second] = story(printer, [before, during])
    expect(causesOf(first ?? fail())).toEqual(['paper_out'])
    expect(causesOf(second ?? fail()).toSorted()).toEqual(['ip_taken', 'paper_out'])
    expect(second?.memory.ways).toEqual(first?.memory.ways)
  })

  test('is told once: what its way alone seemed to lack before it was known who answers is not told beside it', () => {
    const readings = [look('icmp', 'answered'), ...looks('escpos', ['silent', 'silent'])]
    const unnoticed: Step = { at: at(10), readings, whereabouts: null }
    const states = story(printer, [answers(0), unnoticed, answers(20, held(star))])
    expect(states.map(causesOf)).toEqual([[], ['port_silent'], ['ip_taken']])
  })

  test('is no such thing where nobody answers: then the device is silent', () => {
    expect(causesOf(ending(printer, [answers(0), silence(10)]))).toEqual(['no_answer'])
  })
})

describe('a device that is found elsewhere', () => {
  const moved = place({ elsewhere })

  test('has moved, with the line that a technician needs', () => {
    const end = ending(printer, [answers(0), silence(10, moved)])
    expect(end.conditions).toMatchObject([
      { cause: 'ip_moved', rule: 'K2.ip_moved', detail: { from: '192.168.1.50', to: '192.168.1.73', mac: epson } },
    ])
    expect(end.conditions[0]?.detail.readings).toEqual([
      'icmp silent x3',
      'neighbour absent',
      `${epson} at 192.168.1.73`,
    ])
  })

  test('has moved as long as it does not answer where it is looked for, also where nobody looked for it again', () => {
    const states = story(printer, [silence(0), silence(10, moved), silence(20), silence(30, null), answers(40)])
    expect(states.map(causesOf)).toEqual([['no_answer'], ['ip_moved'], ['ip_moved'], ['ip_moved'], []])
    expect(causesOf(ending(printer, [silence(0, moved), answers(10), silence(20)]))).toEqual(['no_answer'])
  })

  test('has moved, and not only been displaced, where another took its address meanwhile', () => {
    const both = place({ holders: [holder(pad)], elsewhere })
    expect(ending(printer, [answers(0), answers(10, both)]).conditions).toMatchObject([
      { cause: 'ip_moved', detail: { to: '192.168.1.73', holderMac: pad } },
    ])
  })

  test('is where it is looked for, if its own MAC answers there too', () => {
    const hung: Step = {
      ...silence(10, place({ holders: [holder(epson)], elsewhere })),
      neighbour: neighbour('present'),
    }
    expect(causesOf(ending(printer, [answers(0), hung]))).toEqual(['no_answer'])
  })

  test('is down with a cause of its own only if that is its silence: a gateway is the gateway', () => {
    const gateway = device({ type: 'router', role: 'gateway' }, ['gateway'])
    const step = { ...silence(10, moved), readings: looks('gateway', ['silent', 'silent', 'silent']) }
    expect(causesOf(ending(gateway, [step]))).toEqual(['gateway_down'])
  })
})

describe('two devices at one address', () => {
  const both = asked(epson, pad)

  test('are one Offline that names both, and no ip_taken beside it, until twice only one answers', () => {
    const steps = [answers(0), answers(10, both), answers(20), answers(30, held(pad)), answers(40, asked(epson))]
    const states = story(printer, [...steps, answers(50), answers(60, asked(epson)), answers(70)])
    const conflict = ['ip_conflict']
    expect(states.map(causesOf)).toEqual([[], conflict, conflict, conflict, conflict, conflict, [], []])
    expect(states[1]?.conditions[0]?.detail).toMatchObject({ one: epson, two: pad, macs: [epson, pad] })
  })

  test('are none where both network cards are the device’s own, or one is the address that routers share', () => {
    const cards = { ...both, own: [epson, pad] }
    expect(causesOf(ending(printer, [answers(0, cards)]))).toEqual([])
    const gateway = device({ type: 'router', role: 'gateway' })
    for (const shared of ['00:00:5e:00:01:0a', '00:00:0c:07:ac:01', '00:00:0c:9f:f0:01', '00:07:b4:00:01:02']) {
      expect(causesOf(ending(gateway, [answers(0, asked(epson, shared))]))).toEqual([])
    }
    expect(causesOf(ending(gateway, [answers(0, asked(epson, pad, '00:00:5e:00:01:0a'))]))).toEqual(['ip_conflict'])
  })

  test('are over as a taken address where the other is left', () => {
    const steps = [answers(0), answers(10, both), answers(20, asked(pad)), answers(30, asked(pad))]
    expect(story(printer, steps).map(causesOf)).toEqual([[], ['ip_conflict'], ['ip_conflict'], ['ip_taken']])
  })

  test('are one of an iPad and of the gateway too', () => {
    for (const of of [device({ type: 'ipad' }, ['ios']), device({ type: 'router', role: 'gateway' })]) {
      expect(causesOf(ending(of, [answers(0, { ...both, own: [] })]))).toEqual(['ip_conflict'])
    }
  })

  test('are believed for ten minutes where nobody can be asked any more', () => {
    const steps = [answers(0, both), answers(590, null), answers(611, null)]
    expect(story(printer, steps).map(causesOf)).toEqual([['ip_conflict'], ['ip_conflict'], []])
  })

  test('are forgotten of a device that was out of service', () => {
    const [before] = story(printer, [answers(0, both)])
    const check = { device: { ...printer, inService: false }, at: at(10), readings: [], neighbour: null }
    expect(judge(before?.memory ?? null, check, open).memory.conflict).toBeNull()
  })
})

describe('a device that is looked for by name', () => {
  const named = device({ address: 'bar.example' })
  const found = (address: string, own = true) => ({ ...held(own ? epson : star), address })

  test('and answers at another address is a notice, once', () => {
    const steps = [answers(0, found('10.0.0.5')), answers(10, found('10.0.0.9')), answers(20, found('10.0.0.9'))]
    const states = story(named, steps)
    expect(states.map(causesOf)).toEqual([[], ['ip_changed'], []])
    expect(states[1]?.conditions[0]?.detail).toMatchObject({ from: '10.0.0.5', to: '10.0.0.9', host: 'bar.example' })
    expect(states[1]?.state).toBe('up')
  })

  test('has a new address also where it had only answered once, before its MAC was known', () => {
    const first = { ...found('10.0.0.5'), own: [] }
    expect(causesOf(ending(named, [answers(0, first), answers(10, found('10.0.0.9'))]))).toEqual(['ip_changed'])
    const unknown = { ...found('10.0.0.9'), own: [] }
    expect(causesOf(ending(named, [answers(0, first), answers(10, unknown)]))).toEqual([])
  })

  test('has a new address once it is seen who answers there', () => {
    const unseen = { ...place(), address: '10.0.0.9' }
    const states = story(named, [answers(0, found('10.0.0.5')), answers(10, unseen), answers(20, found('10.0.0.9'))])
    expect(states.map(causesOf)).toEqual([[], [], ['ip_changed']])
  })

  test('is not the one that answers there with another MAC', () => {
    expect(causesOf(ending(named, [answers(0, found('10.0.0.5')), answers(10, found('10.0.0.9', false))]))).toEqual([
      'ip_taken',
    ])
  })

  test('has a new address only if it had one before, and by its name', () => {
    expect(causesOf(ending(named, [answers(0, found('10.0.0.5'))]))).toEqual([])
    expect(causesOf(ending(printer, [answers(0), answers(10)]))).toEqual([])
  })
})

const escposFact = (paperEnd: boolean) => ({ ...escpos(), paperEnd })
const fail = (): never => {
  throw new Error('a story was too short')
}
