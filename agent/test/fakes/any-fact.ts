import { errorBits, type Fact } from '@sereno/shared/reading.ts'
import fc from 'fast-check'
import { escpos, printerMib } from './check.ts'
import { ippSays, starSays } from './printer-facts.ts'

const bit = fc.option(fc.boolean(), { nil: null })
const text = fc.string({ maxLength: 30 })
const level = fc.record({
  description: text,
  level: fc.integer({ min: -3, max: 120 }),
  max: fc.integer({ min: -2, max: 100 }),
})

const keywords = [
  'media-empty',
  'cover-open',
  'media-jam',
  'toner-low',
  'paused',
  'hibernate',
  'output-area-full',
  'moon',
]

/** Any fact that a probe could report, whatever it would rather say. */
export const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({
      offline: bit,
      coverOpen: bit,
      paperEnd: bit,
      paperNearEnd: bit,
      feeding: bit,
      cutterError: bit,
      unrecoverableError: bit,
      recoverableError: bit,
      autoRecoverableError: bit,
    })
    .map(escpos),
  fc
    .record({
      deviceStatus: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
      errorBits: fc.subarray([...errorBits]),
      alerts: fc.array(
        fc.record({
          severity: fc.integer({ min: 1, max: 5 }),
          group: fc.integer({ min: 1, max: 30 }),
          code: fc.constantFrom(3, 8, 13, 15, 22, 808, 9999),
          description: text,
        }),
        { maxLength: 3 },
      ),
      trays: fc.array(level, { maxLength: 3 }),
      supplies: fc.array(
        level.chain((one) => fc.boolean().map((fills) => ({ ...one, fills }))),
        { maxLength: 3 },
      ),
      coverOpen: bit,
    })
    .map(printerMib),
  fc.record({
    fact: fc.constant('identity' as const),
    name: text,
    model: text,
    vendor: text,
    serial: text,
    description: text,
    uuid: fc.constant(null),
    mac: fc.constant(null),
    objectId: fc.constant(null),
    isPrinter: fc.boolean(),
  }),
  fc.record({ fact: fc.constant('snmp_auth' as const), reason: text }),
  fc.record({ fact: fc.constant('ups' as const), onBattery: bit, replaceBattery: bit }),
  fc.record({
    fact: fc.constant('http' as const),
    status: fc.integer({ min: 100, max: 599 }),
    textFound: bit,
    statusExpected: fc.boolean(),
  }),
  fc.record({
    fact: fc.constant('dns' as const),
    addresses: fc.array(fc.constant('192.0.2.1'), { maxLength: 1 }),
    failed: fc.option(fc.constant('SERVFAIL'), { nil: null }),
  }),
  fc.record({ fact: fc.constant('anchors' as const), asked: fc.constant(3), answered: fc.integer({ min: 0, max: 3 }) }),
  fc.record({
    fact: fc.constant('page' as const),
    found: fc.constantFrom('as_known' as const, 'altered' as const, 'silent' as const),
  }),
  fc.record({
    fact: fc.constant('neighbour' as const),
    state: fc.constantFrom('present' as const, 'absent' as const, 'unknown' as const),
    mac: fc.constant(null),
  }),
  fc.record({
    fact: fc.constant('checkin' as const),
    address: fc.constant('192.168.1.31'),
    online: bit,
    lastPrintError: fc.constantFrom(
      null,
      '',
      'NSURLError -1004',
      'The Internet connection appears to be offline',
      'jam',
    ),
    rttMs: fc.constant(null),
    model: fc.constant(null),
    osVersion: fc.constant(null),
    appVersion: fc.constant(null),
    battery: fc.constant(null),
    charging: fc.constant(null),
  }),
  fc
    .record({
      offline: fc.boolean(),
      offlineBySwitch: fc.boolean(),
      coverOpen: fc.boolean(),
      paperEnd: fc.boolean(),
      paperNearEnd: fc.boolean(),
      cutterError: fc.boolean(),
      mechanicalError: fc.boolean(),
      unrecoverableError: fc.boolean(),
      overheated: fc.boolean(),
    })
    .map(starSays),
  fc
    .record({
      state: fc.constantFrom('idle' as const, 'processing' as const, 'stopped' as const, null),
      accepting: bit,
      reasons: fc.array(
        fc.record({
          keyword: fc.oneof(fc.constantFrom(...keywords), text),
          severity: fc.constantFrom('report' as const, 'warning' as const, 'error' as const, null),
        }),
        { maxLength: 4 },
      ),
      supplies: fc.array(
        level.map((one) => ({ ...one, fills: false })),
        { maxLength: 2 },
      ),
    })
    .map((change) => ippSays(null, [], change)),
)
