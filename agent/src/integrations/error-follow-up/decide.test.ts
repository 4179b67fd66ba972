import { type Kind, kinds } from '@sereno/shared/kind.ts'
import { describe, expect, test } from 'vitest'
import { anEntry } from '../../../test/fakes/entries.ts'
import { decide } from './decide.ts'

const log = (counts: Partial<Record<Kind, number>>) =>
  kinds.flatMap((kind) => Array.from({ length: counts[kind] ?? 0 }, () => anEntry({ kind })))

const subsets: Kind[][] = Array.from({ length: 15 }, (_, index) =>
  kinds.filter((_kind, bit) => (index + 1) & (1 << bit)),
)

describe('E61 E44 E46 whether a mail goes out: the truth table', () => {
  const entries = log({ Error: 1, Fail: 2, Offline: 3, Retry: 9 })
  const sizes: Record<Kind, number> = { Error: 1, Fail: 2, Offline: 3, Retry: 9 }

  test.each(subsets.map((chosen) => [chosen.join('+'), chosen] as const))('kinds %s', (_name, chosen) => {
    const total = chosen.reduce((sum, kind) => sum + sizes[kind], 0)
    for (const trigger of ['daily', 'demand'] as const) {
      for (const active of [true, false]) {
        for (const minimumErrors of [1, total - 1, total, total + 1, 9999].filter((n) => n >= 1)) {
          const decision = decide(entries, { active, kinds: chosen, minimumErrors, includeRecovered: true }, trigger)
          const expected =
            trigger === 'demand' || (active && total >= minimumErrors)
              ? 'sent'
              : active
                ? 'below_threshold'
                : 'inactive'
          expect(decision.reason).toBe(expected)
          expect(decision.send).toBe(expected === 'sent')
          expect(decision.total).toBe(total)
          expect(decision.counts).toEqual(Object.fromEntries(chosen.map((kind) => [kind, sizes[kind]])))
        }
      }
    }
  })

  test.each(['daily', 'demand'] as const)(
    '%s: nothing of the chosen kinds, no mail, and the counts say 0',
    (trigger) => {
      const decision = decide(
        log({ Retry: 9 }),
        { active: true, kinds: ['Error', 'Fail'], minimumErrors: 1, includeRecovered: true },
        trigger,
      )
      expect(decision).toMatchObject({ send: false, reason: 'no_errors', total: 0, counts: { Error: 0, Fail: 0 } })
      expect(Object.keys(decision.counts)).toEqual(['Error', 'Fail'])
    },
  )

  test('an inactive one says so before anything else, but a person who asks gets an answer', () => {
    const form = { active: false, kinds: [...kinds], minimumErrors: 1, includeRecovered: true }
    expect(decide([], form, 'daily').reason).toBe('inactive')
    expect(decide([], form, 'demand').reason).toBe('no_errors')
  })
})

describe('what counts', () => {
  const form = { active: true, kinds: [...kinds], minimumErrors: 1, includeRecovered: true }

  test('an entry counts once, however many checks failed in it', () => {
    expect(decide([anEntry({ occurrences: 5000 })], form, 'daily').total).toBe(1)
  })

  test('what another entry explains does not count, and is listed under that one', () => {
    const outage = anEntry({ cause: 'isp_down' })
    const mails = [1, 2, 3].map(() => anEntry({ kind: 'Retry', cause: 'mail_retry', explainedBy: outage.id }))
    const decision = decide([outage, ...mails], form, 'daily')
    expect(decision).toMatchObject({ total: 1, counts: { Error: 0, Fail: 0, Offline: 1, Retry: 0 } })
    expect(decision.explained.get(outage.id)).toEqual(mails)
  })

  test('what is explained does not count either where the explanation is of a kind that nobody chose', () => {
    const mail = anEntry({ kind: 'Retry', explainedBy: 'elsewhere' })
    expect(decide([mail], { ...form, kinds: ['Retry'] }, 'daily').reason).toBe('no_errors')
  })

  test('entries of other kinds are neither counted nor listed', () => {
    const outage = anEntry()
    const mail = anEntry({ kind: 'Retry', explainedBy: outage.id })
    const decision = decide([outage, mail, anEntry({ kind: 'Error' })], { ...form, kinds: ['Offline'] }, 'daily')
    expect(decision.counted).toEqual([outage])
    expect(decision.explained.size).toBe(0)
  })
})

describe('without what has recovered', () => {
  const form = { active: true, kinds: [...kinds], minimumErrors: 2, includeRecovered: false }
  const over = anEntry({ endedAt: '2026-11-21T05:00:00.000Z' })
  const open = anEntry({ endedAt: null })

  test('only what is open counts, for the threshold too', () => {
    expect(decide([over, over, open], form, 'daily')).toMatchObject({
      reason: 'below_threshold',
      total: 1,
      counted: [open],
    })
    expect(decide([over, over], form, 'daily')).toMatchObject({ reason: 'no_errors', total: 0 })
    expect(decide([over, over], form, 'demand')).toMatchObject({ reason: 'no_errors', total: 0 })
  })

  test('looking back, what ended later was open then', () => {
    const look = (asOf: string) => decide([over, open], form, 'daily', { asOf: Date.parse(asOf) }).total
    expect(look('2026-11-21T04:59:59.000Z')).toBe(2)
    expect(look('2026-11-21T05:00:00.000Z')).toBe(1)
  })

  test('what still lasts after the outage that explained it stands for itself', () => {
    const outage = anEntry({ cause: 'isp_down', endedAt: '2026-11-21T05:00:00.000Z' })
    const [waits, went] = [
      anEntry({ kind: 'Retry', cause: 'mail_retry', explainedBy: outage.id, endedAt: null }),
      anEntry({ kind: 'Retry', cause: 'mail_retry', explainedBy: outage.id, endedAt: '2026-11-21T05:01:00.000Z' }),
    ]
    const decision = decide([outage, waits, went], form, 'demand')
    expect(decision.counted.map(({ id }) => id)).toEqual([waits.id])
    expect(decision.explained.size).toBe(0)
    const lasting = { ...outage, endedAt: null }
    expect([...decide([lasting, waits, went], form, 'demand').explained.values()]).toEqual([[waits]])
  })
})

test('on a quiet day nothing is sent by itself, however much there is; a person gets an answer', () => {
  const form = { active: true, kinds: [...kinds], minimumErrors: 1, includeRecovered: true }
  const quiet = { quietDay: true }
  expect(decide([anEntry()], form, 'daily', quiet)).toMatchObject({ send: false, reason: 'quiet_day', total: 1 })
  expect(decide([], form, 'daily', quiet).reason).toBe('quiet_day')
  expect(decide([anEntry()], { ...form, active: false }, 'daily', quiet).reason).toBe('inactive')
  expect(decide([anEntry()], form, 'demand', quiet).reason).toBe('sent')
})
