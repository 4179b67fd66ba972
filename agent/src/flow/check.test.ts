import type { DeviceSetting } from '@sereno/shared/device.ts'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { InFlight } from '../../test/fakes/in-flight.ts'
import { PretendNetwork, pretendDevice, pretendProbe } from '../../test/fakes/pretend-network.ts'
import { blankMemory, blankWay, type Memory } from '../judge/memory.ts'
import { findProbe } from '../probes/index.ts'
import { checkDevice } from './check.ts'
import { makeLooker } from './looker.ts'
import { freshNeighbour } from './neighbour.ts'

const at = '10.9.0.5'
const printer = pretendDevice('kitchen', at, {}, ['icmp', 'escpos', 'tcp'])
const due = (...types: string[]) => printer.probes.filter(({ type }) => types.includes(type))
const rest = new InFlight()
let clock: HandClock
let network: PretendNetwork

beforeEach(() => {
  clock = new HandClock('2026-11-21T10:00:00.000Z')
  network = new PretendNetwork(clock)
})

function begin(probes = printer.probes, memory: Memory | null = null, device: DeviceSetting = printer) {
  const { signal } = new AbortController()
  const neighbour = (one: DeviceSetting) => freshNeighbour(one, network.surroundings, signal)
  const look = makeLooker(signal)
  const tools = {
    clock,
    look,
    findProbe: network.findProbe,
    neighbour,
    addresses: null,
    isLossy: () => false,
    isKnown: () => false,
    signal,
  }
  return checkDevice(device, probes, memory, tools)
}
const check = (...given: Parameters<typeof begin>) => rest.during(begin(...given), clock)
const inShort = ({ readings }: Awaited<ReturnType<typeof check>>) =>
  readings.map(({ probe, contact, attempt }) => `${probe} ${contact} ${attempt}`)

describe('the attempts of a check', () => {
  test('end with the first answer, and nothing else is looked at', async () => {
    const seen = await check(due('icmp'))
    expect(inShort(seen)).toEqual(['icmp answered 1'])
    expect(seen.neighbour).toBeNull()
    expect(network.refreshed).toEqual([])
  })

  test('are as many as the probe has, a second apart, and a late answer tells which it was', async () => {
    network.losing.set(at, 2)
    const lonely = pretendDevice('kitchen', at)
    const seen = await check(lonely.probes, null, lonely)
    expect(inShort(seen)).toEqual(['icmp silent 1', 'icmp silent 2', 'icmp answered 3'])
    // Two time-outs of a second, and a pause of a second after each.
    expect(seen.at - Date.parse('2026-11-21T10:00:00.000Z')).toBe(4000)
  })

  test('end with a refusal, which makes the other ways look all the same', async () => {
    network.refusing.add(at)
    const seen = await check(due('escpos'))
    expect(inShort(seen).sort()).toEqual(['escpos refused 1', 'icmp refused 1', 'tcp refused 1'])
  })

  test('are two more, and longer, on a network that loses answers, but never for a probe that was set to look once', async () => {
    network.silent.add(at)
    const lossy = {
      ...blankMemory(),
      samples: Array.from({ length: 20 }, (_, n): [number, number | null] => [n, n > 1 ? 1 : null]),
    }
    const once = {
      ...printer,
      probes: [pretendProbe('kitchen', 'icmp'), pretendProbe('kitchen', 'tcp', { attempts: 1 })],
    }
    const { readings, at: endedAt } = await check(once.probes, lossy, once)
    expect(readings.filter(({ probe }) => probe === 'icmp')).toHaveLength(5)
    // Each lasts twice as long, so that the kernel may send a lost SYN again; a second lies between them.
    expect(endedAt - Date.parse('2026-11-21T10:00:00.000Z')).toBe(14_000)
    expect(readings.filter(({ probe }) => probe === 'tcp')).toHaveLength(1)
  })

  test('are not made after a failure of our own', async () => {
    network.broken = true
    expect(inShort(await check(due('icmp')))).toEqual(['icmp local_error 1'])
    expect(network.refreshed).toEqual([])
  })
})

describe('a way that falls silent', () => {
  test('makes all others look, and the neighbour entry be refreshed, while its further attempts run', async () => {
    network.silent.add(at)
    const work = begin(due('icmp'))
    await rest.rest()
    expect(network.looks).toEqual([`icmp ${at}`])
    clock.pass(1000)
    await rest.rest()
    // Its second attempt has not begun yet.
    expect(network.looks).toEqual([`icmp ${at}`, `escpos ${at}`, `tcp ${at}`])
    expect(network.refreshed).toEqual([at])
    const seen = await rest.during(work, clock)
    expect(seen.neighbour).toMatchObject({ state: 'absent' })
    expect(seen.readings).toHaveLength(9)
    expect(network.refreshed).toEqual([at])
  })

  test('has a ping sent again that was answered before, as the device may have gone in between', async () => {
    network.silent.add(`escpos ${at}`)
    const going = begin(due('icmp', 'escpos'))
    await vi.waitFor(() => expect(network.looks).toContain(`icmp ${at}`))
    network.silent.add(at)
    expect(inShort(await rest.during(going, clock)).filter((one) => one.startsWith('icmp'))).toEqual([
      'icmp answered 1',
      'icmp silent 1',
      'icmp silent 2',
      'icmp silent 3',
    ])
  })

  test('does not while it is known to be silent where others answer', async () => {
    network.silent.add(at)
    const memory = { ...blankMemory(), ways: { 'kitchen-icmp': { ...blankWay('icmp'), quiet: true } } }
    const seen = await check(due('icmp'), memory)
    expect(new Set(seen.readings.map(({ probe }) => probe))).toEqual(new Set(['icmp']))
    expect(network.refreshed).toEqual([])
  })

  test('asks for no neighbour entry where there is none to have', async () => {
    network.internet = false
    const cloud = pretendDevice('cloud', 'pos.example', {}, ['http'])
    const seen = await check(cloud.probes, null, cloud)
    expect(seen.neighbour).toBeNull()
    expect(network.refreshed).toEqual([])
  })
})

test('options that a hand edit broke, and a probe that nobody knows, say nothing about the device', async () => {
  const probes = [pretendProbe('kitchen', 'dns', { options: { server: 5 } }), pretendProbe('kitchen', 'crystal-ball')]
  const seen = await check(probes, null, { ...printer, probes })
  expect(seen.readings).toMatchObject([{ contact: 'unable', code: 'BAD_OPTIONS' }])
})

test('no receipt printer question ever goes to what a person did not call a printer, whatever venue.json says', async () => {
  const setting = { ...pretendProbe('d', 'escpos'), attempts: 1 }
  const askedOf = async (type: DeviceSetting['type']) => {
    const device = pretendDevice('d', at, { type, probes: [setting] })
    const asked: unknown[] = []
    const { readings } = await checkDevice(device, device.probes, null, {
      clock,
      findProbe: (name) => findProbe(name) ?? null,
      neighbour: async () => null,
      isLossy: () => false,
      isKnown: () => false,
      addresses: null,
      signal: new AbortController().signal,
      look: async (_, target) => {
        asked.push(target.address)
        return { contact: 'answered', latencyMs: 1, code: null, facts: [] }
      },
    })
    return { asked: asked.length, code: readings[0]?.code }
  }
  expect(await askedOf('printer')).toEqual({ asked: 1, code: null })
  expect(await askedOf('router')).toEqual({ asked: 0, code: 'WRONG_DEVICE_TYPE' })
})
