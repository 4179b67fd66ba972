import { expect, test } from 'vitest'
import {
  device,
  escpos,
  hour,
  look,
  looks,
  minute,
  morning,
  printerMib,
  second,
  story,
} from '../../test/fakes/check.ts'
import { blankMemory, recall } from './memory.ts'

const types = ['icmp', 'tcp', 'escpos', 'snmp', 'ios', 'http', 'dns', 'gateway', 'internet']
const long = 'x'.repeat(5000)

test('the memory of a busy, hostile device stays within a few kB', () => {
  const alerts = Array.from({ length: 500 }, (_, index) => ({ severity: 3, group: 1, code: index, description: long }))
  const trays = Array.from({ length: 500 }, () => ({ description: long, level: 0, max: 10 }))
  const facts = [
    printerMib({ alerts, trays, consoleText: long, deviceStatus: 5 }),
    escpos({ paperEnd: true, cutterError: true }),
  ]
  const of = device({ probes: device({}, types).probes })
  const steps = Array.from({ length: 300 }, (_, index) => ({
    at: morning + index * 5 * second,
    readings: types.flatMap((type) =>
      looks(type, ['silent', 'answered'], facts).map((one) => ({ ...one, code: long })),
    ),
  }))
  const last = story(of, steps).at(-1)
  expect(JSON.stringify(last?.memory).length).toBeLessThan(40_000)
  const quiet = story(
    device({}, ['icmp', 'escpos', 'snmp']),
    steps.map(({ at }) => ({ at, readings: [look('icmp', 'answered', [], { at })] })),
  )
  expect(JSON.stringify(quiet.at(-1)?.memory).length).toBeLessThan(4000)
})

test('forgets probes that are gone', () => {
  const [told] = story(device({}, ['icmp', 'tcp']), [
    { at: morning, readings: [look('icmp', 'answered'), look('tcp', 'silent')] },
  ])
  const memory = recall(told?.memory ?? null, new Set(['icmp']), morning + minute)
  expect(Object.keys(memory.ways)).toEqual(['icmp'])
  expect(Object.keys(memory.contact)).toEqual(['icmp'])
})

test('lets go of what is out of date, and of streaks across a time when nobody looked', () => {
  const memory = {
    ...blankMemory(),
    checkedAt: morning,
    silentSince: morning,
    missed: 1,
    gapAt: [morning],
    samples: [[morning / 1000, 5] as [number, number]],
  }
  expect(recall(memory, new Set(), morning + minute)).toMatchObject({
    silentSince: morning,
    missed: 1,
    gapAt: [morning],
  })
  expect(recall(memory, new Set(), morning + hour)).toMatchObject({
    silentSince: null,
    missed: null,
    gapAt: [],
    samples: [],
  })
})

test('does not change the memory that was handed in', () => {
  const memory = Object.freeze(blankMemory())
  recall(memory, new Set(), morning)
  expect(memory).toEqual(blankMemory())
})
