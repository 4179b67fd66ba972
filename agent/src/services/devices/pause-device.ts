import type { Device, DevicePause } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { type MaintenanceWindow, mostWindows } from '@sereno/shared/venue.ts'
import { iso } from '../../clock.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { findDevice } from './find-device.ts'
import { getDevice } from './get-device.ts'

const minuteMs = 60_000

/**
 * Pauses a device for some minutes, or ends its pause: a maintenance window of its own. A window of the whole venue is not
 * a device's to end.
 * @throws {Fault} `not_found`
 */
export async function pauseDevice(
  house: House,
  id: string,
  { untilMinutes }: DevicePause,
  language: Language,
): Promise<Device> {
  const now = house.clock.now()
  await changeBook(house, (draft) => {
    findDevice(draft, id)
    const windows = withoutPause(draft.venue.maintenance, id, now)
    draft.venue.maintenance = untilMinutes === null ? windows : withPause(windows, id, now, untilMinutes)
  })
  house.bus.emit('device.changed', id)
  // What is open ends with the next check, and what is wrong shows again with it: nobody waits for that here.
  house.watch.checkNow(id).catch((fault: unknown) => house.log.warn({ fault, device: id }, 'no check after a pause'))
  return getDevice(house, id, language)
}

/** Windows in which the device is not paused now. Pauses that are over go; a window that a person noted down stays. */
export function withoutPause(windows: readonly MaintenanceWindow[], id: string, now: number): MaintenanceWindow[] {
  return windows
    .filter((window) => !isPause(window) || Date.parse(window.until) > now)
    .flatMap((window) => {
      if (!window.deviceIds.includes(id) || Date.parse(window.from) > now || Date.parse(window.until) <= now)
        return [window]
      const deviceIds = window.deviceIds.filter((other) => other !== id)
      // A window that names nobody would be everybody's.
      return deviceIds.length === 0 ? [] : [{ ...window, deviceIds }]
    })
}

/**
 * Several devices that are paused together share a window; where there is no room for another one, a pause joins the one
 * that ends next to it.
 */
export function withPause(
  windows: readonly MaintenanceWindow[],
  id: string,
  now: number,
  minutes: number,
): MaintenanceWindow[] {
  const until = iso(Math.ceil(now / minuteMs + minutes) * minuteMs)
  const shared = windows.find((window) => isPause(window) && window.until === until && window.deviceIds.length < 500)
  if (shared !== undefined) return joined(windows, shared, id)
  const kept = withRoom(windows, now)
  const nearest = kept.length < mostWindows ? undefined : nearestPause(kept, now, Date.parse(until))
  if (nearest !== undefined) return joined(kept, nearest, id)
  return [...kept, { from: iso(now), until, deviceIds: [id], note: '' }]
}

const joined = (windows: readonly MaintenanceWindow[], joining: MaintenanceWindow, id: string): MaintenanceWindow[] =>
  windows.map((window) => (window === joining ? { ...window, deviceIds: [...window.deviceIds, id] } : window))

/** Without the windows that are over for longest, planned ones, too, as far as another one needs their room. */
function withRoom(windows: readonly MaintenanceWindow[], now: number): readonly MaintenanceWindow[] {
  const endOf = ({ until }: MaintenanceWindow) => Date.parse(until)
  const over = windows.filter((window) => endOf(window) <= now).toSorted((one, other) => endOf(one) - endOf(other))
  const gone = new Set(over.slice(0, Math.max(0, windows.length + 1 - mostWindows)))
  return windows.filter((window) => !gone.has(window))
}

function nearestPause(
  windows: readonly MaintenanceWindow[],
  now: number,
  until: number,
): MaintenanceWindow | undefined {
  const away = (window: MaintenanceWindow) => Math.abs(Date.parse(window.until) - until)
  return windows
    .filter((window) => isPause(window) && Date.parse(window.from) <= now && window.deviceIds.length < 500)
    .toSorted((one, other) => away(one) - away(other))[0]
}

/** Made here rather than planned: it names devices and has no note. */
const isPause = ({ deviceIds, note }: MaintenanceWindow): boolean => deviceIds.length > 0 && note === ''
