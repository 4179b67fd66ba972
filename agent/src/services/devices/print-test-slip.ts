import type { Device, DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import type { SlipSent } from '@sereno/shared/slip.ts'
import { causeText } from '../../judge/message.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { deviceView, lookView } from './device-view.ts'
import { findDevice } from './find-device.ts'
import { isForeign, slipObstacle, slipWay } from './slip-way.ts'
import { testSlip } from './test-slip.ts'

/** A slip is out after this long; then the printer is asked how it is. */
const printingMs = 1500

type Reason = { code: string; text: string } | null

/**
 * Prints a short slip, once: asks the printer how it is, prints where it says that it can, and asks again. What was sent is
 * never sent again; where nobody can tell how much came out, the answer says so.
 * @throws {Fault} `not_found`; `no_slips` for what is no receipt printer; `too_often`
 */
export async function printTestSlip(house: House, pace: Pace, id: string, language: Language) {
  const setting = findDevice(house.book.read(), id)
  if (!takesSlips(setting)) throw new Fault('no_slips')
  pace.keep(id)
  const before = await lookAfresh(house, id)
  const way = slipWay(setting.probes, before)
  if (way === null && isForeign(before)) throw new Fault('no_slips')
  const obstacle = slipObstacle(before)
  if (obstacle !== null)
    return answer(house, id, before, { code: obstacle, text: causeText(language, obstacle) }, language)
  if (way === null || setting.address === null)
    return answer(house, id, before, ownReason('no_answer', language), language)
  const job = { ...way, address: setting.address, parts: testSlip(house, setting, language) }
  const sent = await house.handsOn.printSlip(job)
  house.log.info({ device: id, sent }, 'a test slip was asked for')
  if (sent.outcome === 'kept') return answer(house, id, before, ownReason(keptBecause(sent), language), language)
  await new Promise<void>((over) => void house.clock.after(printingMs, over))
  const after = await lookAfresh(house, id)
  return answer(house, id, after, reasonAfter(sent, after, language), language)
}

/** Whether a device is a printer that a slip can be written for. */
export const takesSlips = ({ type, probes }: DeviceSetting): boolean =>
  type === 'printer' && probes.some((probe) => probe.type === 'escpos' || probe.type === 'star')

/** What a look now shows; the last readings of probes that were let be this time are older. */
async function lookAfresh(house: House, id: string): Promise<Reading[]> {
  const askedAt = house.clock.now()
  return (await house.watch.checkNow(id)).filter(({ at }) => at >= askedAt)
}

function keptBecause({ code }: Extract<SlipSent, { outcome: 'kept' }>): 'busy' | 'no_answer' {
  return ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'MUTE', 'NO_TURN', 'OFFLINE'].includes(code) ? 'busy' : 'no_answer'
}

function reasonAfter(sent: SlipSent, after: readonly Reading[], language: Language): Reason {
  const obstacle = slipObstacle(after)
  if (obstacle !== null) return { code: obstacle, text: causeText(language, obstacle) }
  return sent.outcome === 'taken' ? null : ownReason('unsure', language)
}

const ownReason = (code: 'busy' | 'no_answer' | 'unsure', language: Language): Reason => ({
  code,
  text: say(language, `device.slip.${code}`),
})

function answer(house: House, id: string, readings: readonly Reading[], reason: Reason, language: Language) {
  const device: Device = deviceView(house, findDevice(house.book.read(), id), language)
  const outcomes = readings.map((reading) => ({ probe: reading.probe, ...lookView(reading) }))
  return { printed: reason === null, reason, device, outcomes }
}
