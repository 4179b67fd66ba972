import type { DeviceBar, DeviceBars } from '@sereno/shared/bars.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { Bar } from '../../store/bars.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { checkSpan, momentAt } from '../span-of.ts'
import { findDevice } from './find-device.ts'
import { holdBetweenLooks } from './hold-between-looks.ts'

const dayMs = 86_400_000
const edgeMs = 300_000
const mostSlots = 400
/** What the store's thread does at once: other questions are answered between two pieces. */
const pieceSlots = 24

export interface BarsQuery {
  since?: string | undefined
  until?: string | undefined
  step: number
  deviceId?: string | undefined
}

/**
 * How every device was, slot by slot; the last 24 hours unless the query says otherwise. The span grows to whole slots,
 * and begins at whole five minutes.
 * @throws {Fault} `not_found`; `invalid` at `step` where it is not made of five minutes or makes too many slots, at `until`
 * where it ends before it begins, at `until` or `since` where whole slots leave the years that can be written
 */
export async function barsOf(house: House, query: BarsQuery): Promise<DeviceBars> {
  const settings = house.book.read().devices
  const wanted = query.deviceId === undefined ? settings : [findDevice(house.book.read(), query.deviceId)]
  const now = house.clock.now()
  const { since, stepMs, count } = slotsOf(query, now)
  const span = {
    since: momentAt(since, query.since === undefined ? 'until' : 'since'),
    until: momentAt(since + count * stepMs, 'until'),
  }
  const made = await readPieces(house, { since, stepMs, count, now, deviceId: query.deviceId })
  return {
    ...span,
    stepSeconds: query.step,
    items: wanted.map((setting) => {
      const bar = made.get(setting.id) ?? noBar(setting.id, count)
      return holdBetweenLooks(bar, { stepMs, elapsedMs: now - since, ...lookingOf(setting) })
    }),
  }
}

function slotsOf({ step, ...query }: BarsQuery, now: number): { since: number; stepMs: number; count: number } {
  checkSpan(query)
  const stepMs = step * 1000
  if (stepMs % edgeMs !== 0) refuse('step_not_fives')
  const until = query.until === undefined ? Math.ceil(now / stepMs) * stepMs : Date.parse(query.until)
  const since = Math.floor((query.since === undefined ? until - dayMs : Date.parse(query.since)) / edgeMs) * edgeMs
  const end = query.until === undefined && query.since !== undefined ? now : until
  const count = Math.ceil((end - since) / stepMs)
  if (count < 1) throw new Fault('invalid', { fields: [{ path: 'since', message: 'ends_before_it_begins' }] })
  if (count > mostSlots) refuse('too_many_points')
  return { since, stepMs, count }
}

function refuse(message: string): never {
  throw new Fault('invalid', { fields: [{ path: 'step', message }] })
}

const noBar = (deviceId: string, count: number): DeviceBar => ({
  deviceId,
  slots: '-'.repeat(count),
  watchedSeconds: 0,
  downSeconds: 0,
})

const lookingOf = ({ probes, inService }: DeviceSetting) => ({
  inService,
  everyMs: Math.min(...probes.map(({ everySeconds }) => everySeconds), 3600) * 1000,
})

async function readPieces(
  house: House,
  span: { since: number; stepMs: number; count: number; now: number; deviceId: string | undefined },
): Promise<Map<string, Bar>> {
  const made = new Map<string, Bar>()
  for (let index = 0; index < span.count; index += pieceSlots) {
    const count = Math.min(pieceSlots, span.count - index)
    const piece = await house.store.measurements.bars({ ...span, since: span.since + index * span.stepMs, count })
    for (const bar of piece) {
      const known = made.get(bar.deviceId)
      made.set(bar.deviceId, {
        deviceId: bar.deviceId,
        slots: (known?.slots ?? '').padEnd(index, '-') + bar.slots,
        watchedSeconds: (known?.watchedSeconds ?? 0) + bar.watchedSeconds,
        downSeconds: (known?.downSeconds ?? 0) + bar.downSeconds,
      })
    }
  }
  for (const [deviceId, bar] of made) made.set(deviceId, { ...bar, slots: bar.slots.padEnd(span.count, '-') })
  return made
}
