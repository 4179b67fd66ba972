import { describe, expect, it } from 'vitest'
import { aSystem } from './a-system.ts'
import { findingsOf } from './box-findings.ts'

const codes = (differing: Parameters<typeof aSystem>[0], machine: Parameters<typeof aSystem>[1] = {}) =>
  findingsOf(aSystem(differing, machine)).map(({ code }) => code)

describe('what is wrong with the box', () => {
  it('is nothing where all is well', () => expect(codes({})).toEqual([]))

  it.each([
    ['a disk with little room', { diskFreeBytes: 400_000_000 }, {}, 'disk_nearly_full'],
    ['a board that slows itself down', {}, { temperatureC: 82 }, 'very_hot'],
    ['a board that is warm', {}, { temperatureC: 71 }, 'hot'],
    ['a weak supply', {}, { underVoltage: 'now' }, 'voltage_now'],
    ['a supply that was weak', {}, { underVoltage: 'since_start' }, 'voltage_before'],
    ['hardly any memory', {}, { memoryAvailableBytes: 100_000_000 }, 'memory_low'],
    ['an event loop that is late', { eventLoopDelayP99Ms: 400 }, {}, 'busy'],
    ['more work than the processors can do', {}, { load: 2.4 }, 'overloaded'],
    ['storage near its end', {}, { storageWearPercent: 90 }, 'worn'],
  ] as const)('%s is found', (_, system, machine, code) => expect(codes(system, machine)).toEqual([code]))

  it('knows a box that is on no network from one whose cards are not told', () => {
    const card = { name: 'eth0', kind: 'wired', up: false, mac: '', addresses: [], speedMbit: null } as const
    expect(codes({}, { cards: [{ ...card, addresses: [] }] })).toEqual(['no_network'])
    expect(codes({}, { cards: [] })).toEqual([])
  })

  it('says nothing of what the machine does not tell', () => {
    const silent = { temperatureC: null, storageWearPercent: null, load: null }
    expect(codes({ diskFreeBytes: null, diskTotalBytes: null }, silent)).toEqual([])
  })

  it('names the worst first', () => {
    expect(codes({ diskFreeBytes: 1 }, { temperatureC: 90, underVoltage: 'now' })).toEqual([
      'voltage_now',
      'very_hot',
      'disk_nearly_full',
    ])
  })
})
