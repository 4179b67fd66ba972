import type { Checkin } from '@sereno/shared/checkin.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import { cleanText } from '@sereno/shared/field.ts'
import type { CheckinFact, Reading } from '@sereno/shared/reading.ts'
import { checkinProbe } from '../../judge/checkin.ts'
import { changeBook } from '../change-book.ts'
import { findDevice } from '../devices/find-device.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { fileEvents } from './file-events.ts'
import { isUsable, takeAddress } from './take-address.ts'

/** How often an iPad is asked to come, in seconds. */
const everySeconds = 60

/** How often an iPad may come, and how much may happen to it. */
interface CheckinPaces {
  checkins: Pace
  events: Pace
}

/**
 * Takes in how an iPad is. It is a reading like any other: judged and recorded as a check of its device, for which nobody
 * has to wait here. Its address follows.
 * @throws {Fault} `invalid` at `deviceId` where no iPad of ours is meant; `too_often`
 */
export async function addCheckin(
  house: House,
  paces: CheckinPaces,
  caller: Caller,
  told: Checkin,
  address: string,
): Promise<{ deviceId: string; everySeconds: number }> {
  const device = meantIpad(house, caller, told.deviceId, address)
  paces.checkins.keep(device.id)
  if (device.address !== address && isUsable(house, device, address)) await follow(house, device.id, address)
  if (caller.pad !== null) learn(house, caller.pad, address)
  await fileEvents(house, paces.events, device, told)
  house.watch.hear(device.id, readingOf(house, told, address)).catch((fault: unknown) => {
    house.log.error({ fault, device: device.id }, 'a check-in could not be judged')
  })
  return { deviceId: device.id, everySeconds }
}

/** The iPad of the token; else the one named; else the one in service at the caller's address. */
function meantIpad(house: House, caller: Caller, named: string | undefined, address: string): DeviceSetting {
  const refused = (message: string) => new Fault('invalid', { fields: [{ path: 'deviceId', message }] })
  const pads = house.book.read().devices.filter((one) => one.type === 'ipad')
  if (caller.pad !== null && named !== undefined && named !== caller.pad.deviceId) throw refused('not_your_device')
  const id = caller.pad?.deviceId ?? named
  const found = pads.find((one) => (id === undefined ? one.inService && one.address === address : one.id === id))
  if (found === undefined) throw refused(id === undefined ? 'required' : 'unknown_id')
  return found
}

/** Looked at first without a change: most check-ins come from where the iPad was, or from where it cannot be looked at. */
async function follow(house: House, id: string, address: string): Promise<void> {
  const copy = structuredClone(house.book.read())
  if (!takeAddress(house, copy, findDevice(copy, id), address)) return
  await changeBook(house, (draft) => takeAddress(house, draft, findDevice(draft, id), address))
  // It is the same iPad, wherever it is.
  house.identities.rehome(id, true)
}

/** Its token is who an iPad is: its MAC changes as it likes. */
function learn(house: House, { deviceId, tokenId }: { deviceId: string; tokenId: string }, address: string): void {
  const isAway = house.watch.placeOf(address) !== 'own_machine'
  const proof = { kind: 'checkin', value: tokenId, source: checkinProbe } as const
  house.identities.learn(deviceId, [proof], house.clock.now(), isAway ? address : null)
}

function readingOf(house: House, told: Checkin, address: string): Reading {
  const { lastPrintError } = told
  const fact: CheckinFact = {
    fact: 'checkin',
    address: cleanText(address, 60),
    online: told.online ?? null,
    lastPrintError: lastPrintError === undefined ? null : (lastPrintError ?? ''),
    rttMs: told.rttMs ?? null,
    model: told.model ?? null,
    osVersion: told.osVersion ?? null,
    appVersion: told.appVersion ?? null,
    battery: told.battery ?? null,
    charging: told.charging ?? null,
  }
  const seen = { contact: 'answered', latencyMs: null, code: null, facts: [fact] } as const
  return { probe: checkinProbe, probeId: checkinProbe, at: house.clock.now(), attempt: 1, ...seen, facts: [fact] }
}
