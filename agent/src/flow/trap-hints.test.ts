import { beforeEach, describe, expect, test } from 'vitest'
import { HandClock } from '../../test/fakes/hand-clock.ts'
import { keptLog } from '../../test/fakes/kept-log.ts'
import { pretendDevice } from '../../test/fakes/pretend-network.ts'
import { Roster } from './roster.ts'
import { TrapHints } from './trap-hints.ts'

const at = '10.9.0.5'
const ways = ['icmp', 'escpos', 'snmp', 'ipp', 'star']
let clock: HandClock
let roster: Roster
let send: (address: string) => void
let wants: (address: string) => boolean
let closed: boolean
let hints: TrapHints

beforeEach(async () => {
  clock = new HandClock('2026-11-21T10:00:00.000Z')
  roster = new Roster()
  closed = false
  const devices = [
    pretendDevice('kitchen', at, {}, ways),
    pretendDevice('pad', '10.9.0.6', { type: 'ipad' }, ['ios']),
    pretendDevice('spare', '10.9.0.7', { inService: false }, ways),
  ]
  roster.follow(devices, new Map(), clock.monotonic())
  hints = new TrapHints({
    listen: async ({ isWanted, heard }) => {
      wants = isWanted
      send = heard
      return {
        port: 162,
        close: async () => {
          closed = true
        },
      }
    },
    port: 162,
    roster,
    clock,
    log: keptLog(),
  })
  await hints.start()
})

/** As the round does: what is due is looked at, and due again later. */
async function dueNow(): Promise<string[]> {
  await Promise.resolve()
  const types: string[] = []
  for (const { watched, probes } of roster.due(clock.monotonic())) {
    if (watched.device.id !== 'kitchen') continue
    for (const probe of probes) {
      types.push(probe.type)
      watched.dueAt.set(probe.id, clock.monotonic() + 20_000)
    }
  }
  return types.sort()
}

describe('a trap of a printer', () => {
  test('makes it due at once in the ways that leave its connection alone', async () => {
    await dueNow()
    expect(await dueNow()).toEqual([])
    send(at)
    expect(await dueNow()).toEqual(['ipp', 'snmp', 'star'])
  })

  test('counts once in five seconds; what came meanwhile counts after them', async () => {
    await dueNow()
    send(at)
    await dueNow()
    for (let n = 0; n < 1000; n += 1) send(at)
    clock.pass(4999)
    expect(await dueNow()).toEqual([])
    clock.pass(1)
    expect(await dueNow()).toEqual(['ipp', 'snmp', 'star'])
    clock.pass(5000)
    expect(await dueNow()).toEqual([])
    send(at)
    expect(await dueNow()).toEqual(['ipp', 'snmp', 'star'])
  })

  test('waits for the look that runs, which may have been made before the change', async () => {
    await dueNow()
    const watched = roster.get('kitchen')
    const running = Promise.withResolvers<void>()
    if (watched) watched.running = running.promise
    send(at)
    if (watched) watched.running = null
    expect(await dueNow()).toEqual([])
    running.resolve()
    await running.promise
    expect(await dueNow()).toEqual(['ipp', 'snmp', 'star'])
  })

  test('is wanted only of printers that are watched and in service', async () => {
    expect([at, '10.9.0.6', '10.9.0.7', '10.9.0.99'].map((address) => wants(address))).toEqual([
      true,
      false,
      false,
      false,
    ])
    await dueNow()
    send('10.9.0.99')
    expect(await dueNow()).toEqual([])
  })

  test('means nothing after the end, and the port is given back', async () => {
    await dueNow()
    send(at)
    await dueNow()
    send(at)
    await hints.stop()
    expect(closed).toBe(true)
    clock.pass(10_000)
    send(at)
    expect(await dueNow()).toEqual([])
  })
})
