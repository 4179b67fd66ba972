import { deviceSetting } from '@sereno/shared/device.ts'
import { describe, expect, it } from 'vitest'
import type { HeardCheckin } from '../../judge/heard-checkin.ts'
import { backupFinding, clockFinding, digestFinding, helpFinding, latencyFinding, mailFinding } from './box-findings.ts'
import { addressFinding, permissionFinding, slipFinding } from './device-findings.ts'
import { type Finding, pointOf } from './point-of.ts'

const day = 86_400_000
const installedAt = 1000 * day
const now = installedAt + 5 * day
const escpos = { id: 'p', type: 'escpos', everySeconds: 30, timeoutMs: 1000, attempts: 2, options: {} }
const printer = deviceSetting.parse({
  id: 'a',
  name: 'Kitchen',
  type: 'printer',
  address: '192.0.2.1',
  probes: [escpos],
})
const told = ({ state, reason }: Finding) => [state, reason]

describe('a printer’s address', () => {
  const finding = (history: object) =>
    told(
      addressFinding(
        printer,
        { deviceId: 'a', watchedSince: null, movedAt: null, setAt: null, ...history },
        { installedAt, now },
      ),
    )
  it('is kept once it answered there for three whole days', () => {
    expect(finding({ watchedSince: installedAt })).toEqual(['done', 'kept'])
    expect(finding({ watchedSince: now - 2 * day })).toEqual(['unknown', 'kept_briefly'])
    // Someone gave it another one yesterday.
    expect(finding({ watchedSince: installedAt, setAt: now - day })).toEqual(['unknown', 'kept_briefly'])
  })
  it('is open once it was elsewhere, until someone sets it anew', () => {
    expect(finding({ watchedSince: installedAt, movedAt: now - day })).toEqual(['open', 'moved'])
    expect(finding({ watchedSince: installedAt, movedAt: now - 4 * day, setAt: now - 3.5 * day })).toEqual([
      'done',
      'kept',
    ])
  })
  it('is not known of one that never answered', () => {
    expect(finding({})).toEqual(['unknown', 'silent'])
  })
})

describe('an iPad’s permission for the local network', () => {
  const pad = deviceSetting.parse({ id: 'b', name: 'Till', type: 'ipad', address: '192.0.2.2', probes: [] })
  const checkin = (lastPrintError: string | null) => ({ at: now, fact: { lastPrintError } }) as HeardCheckin
  it('is given where it says that it printed, and not known before', () => {
    expect(told(permissionFinding(pad, checkin(''), null))).toEqual(['done', 'pad_prints'])
    expect(told(permissionFinding(pad, checkin(null), null))).toEqual(['unknown', 'not_told'])
    expect(told(permissionFinding(pad, checkin('paper'), null))).toEqual(['unknown', 'not_told'])
    expect(told(permissionFinding(pad, null, null))).toEqual(['unknown', 'no_checkin'])
  })
  it('is open while it is denied, whatever anybody confirmed', () => {
    const denied = permissionFinding(pad, checkin(''), now - day)
    const word = { point: 'local_network', subject: 'b', source: 'person' as const, by: 'Ana', at: now }
    expect(pointOf('local_network', [denied], [word]).state).toBe('open')
  })
})

it('a slip is done once one came out; what takes none of ours is not known', () => {
  const mark = { point: 'test_slip', subject: 'a', source: 'box' as const, by: null, at: now }
  expect(told(slipFinding(printer, mark))).toEqual(['done', 'slip_printed'])
  expect(told(slipFinding(printer, undefined))).toEqual(['open', 'no_slip'])
  expect(told(slipFinding({ ...printer, probes: [] }, undefined))).toEqual(['unknown', 'not_by_us'])
})

it('a digest counts as received only by who showed that mail arrives', () => {
  const reader = { email: 'Ops@x.example', stopped: false, confirmed: false }
  const sent = { address: 'ops@x.example', state: 'sent' as const, at: now }
  expect(told(digestFinding(reader, undefined))).toEqual(['unknown', 'none_sent'])
  expect(told(digestFinding(reader, sent))).toEqual(['unknown', 'accepted'])
  expect(told(digestFinding({ ...reader, confirmed: true }, sent))).toEqual(['done', 'delivered'])
  expect(told(digestFinding(reader, { ...sent, state: 'failed' }))).toEqual(['open', 'mail_failed'])
  expect(told(digestFinding({ ...reader, stopped: true }, sent))).toEqual(['open', 'stopped'])
})

it('the box is judged by what it measured, and by nothing where it measured nothing', () => {
  const p95 = (...all: (number | null)[]) => told(latencyFinding(all.map((latencyP95Ms) => ({ latencyP95Ms }))))
  expect([p95(), p95(null), p95(10, 30), p95(10, 90)]).toEqual([
    ['unknown', 'not_measured'],
    ['unknown', 'not_measured'],
    ['done', 'fast'],
    ['open', 'slow'],
  ])
  expect(
    [clockFinding(true, true), clockFinding(true, null), clockFinding(true, false), clockFinding(false, true)].map(
      told,
    ),
  ).toEqual([
    ['done', 'clock_synced'],
    ['unknown', 'clock_unknown'],
    ['open', 'clock_wrong'],
    ['open', 'clock_wrong'],
  ])
  expect(
    [backupFinding(null, now), backupFinding(now - day, now), backupFinding(now - 3 * day, now)].map(told),
  ).toEqual([
    ['open', 'no_backup'],
    ['done', 'backup_made'],
    ['open', 'backup_old'],
  ])
  const mail = { isSet: true, isPaused: false, lastAt: now }
  expect(
    [mail, { ...mail, isSet: false }, { ...mail, isPaused: true }, { ...mail, lastAt: null }].map((one) =>
      told(mailFinding(one)),
    ),
  ).toEqual([
    ['done', 'mail_works'],
    ['open', 'mail_not_set'],
    ['open', 'mail_paused'],
    ['unknown', 'none_sent'],
  ])
  expect(told(helpFinding({ name: '', phone: '' }))).toEqual(['open', 'no_contact_set'])
  expect(told(helpFinding({ name: 'Ana', phone: '' }))).toEqual(['unknown', 'not_tried'])
})

describe('what a person confirms', () => {
  const finding: Finding = { key: 'a', name: 'Kitchen', state: 'unknown', reason: 'kept_briefly', at: now - day }
  const word = { point: 'addresses', subject: 'a', source: 'person' as const, by: 'Ana', at: now }
  it('makes what nobody knew done, with who and when', () => {
    expect(pointOf('addresses', [finding], [word])).toEqual({
      check: 'addresses',
      state: 'done',
      more: 0,
      subjects: [
        {
          name: 'Kitchen',
          deviceId: null,
          state: 'done',
          reason: 'confirmed',
          at: new Date(now).toISOString(),
          ms: null,
          by: 'Ana',
        },
      ],
    })
  })
  it('settles what went wrong before it, not what came after', () => {
    const moved = (at: number): Finding => ({ ...finding, state: 'open', reason: 'moved', at })
    expect(pointOf('addresses', [moved(now - 1)], [word]).state).toBe('done')
    expect(pointOf('addresses', [moved(now + 1)], [word]).state).toBe('open')
  })
  it('says nothing of what the box can see by itself, nor of another printer', () => {
    expect(pointOf('mail', [{ ...finding, key: '' }], [{ ...word, point: 'mail', subject: '' }]).state).toBe('unknown')
    expect(pointOf('addresses', [finding, { ...finding, key: 'b' }], [word]).state).toBe('unknown')
  })
  it('is told with the worst first, and bounded', () => {
    const many = Array.from(
      { length: 60 },
      (_, n): Finding => ({ ...finding, key: `k${n}`, state: n === 59 ? 'open' : 'done' }),
    )
    const point = pointOf('addresses', many, [])
    expect([point.state, point.subjects.length, point.more]).toEqual(['open', 50, 10])
  })
})
