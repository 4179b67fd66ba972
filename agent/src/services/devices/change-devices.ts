import { checkVenue } from '@sereno/shared/check-venue.ts'
import type { DeviceSetting, DevicesChange, DevicesChanged } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { hasPlace } from '@sereno/shared/places.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { planOf } from '../account/plan-of.ts'
import { changeBook } from '../change-book.ts'
import type { House } from '../house.ts'
import { fieldWords } from '../issue-words.ts'
import { withoutPause, withPause } from './pause-device.ts'

/** So many are looked at together after a pause, so that three hundred looks do not come in one burst. */
const looksTogether = 25

/**
 * Changes or pauses many devices in one write of the settings. One that is gone, or that may not be in service beside
 * another, stays as it is and is named; the others change.
 * @throws {Fault} `invalid` where the venue has no room for another pause
 */
export async function changeDevices(
  house: House,
  { ids, change }: DevicesChange,
  language: Language,
): Promise<DevicesChanged> {
  const asked = [...new Set(ids)]
  const now = house.clock.now()
  const refused = await changeBook(house, (draft) => changeAll(draft, asked, change, now))
  const changed = asked.filter((id) => !refused.has(id))
  for (const id of changed) house.bus.emit('device.changed', id)
  if (change.untilMinutes !== undefined) void lookAt(house, changed)
  return {
    items: asked.map((id) => {
      const code = refused.get(id)
      const reason = code === undefined ? null : { code, text: wordsOf(code, language) }
      return { id, changed: reason === null, reason }
    }),
  }
}

/** @returns the code of what keeps a device from changing, by its id */
function changeAll(
  draft: VenueDocument,
  ids: readonly string[],
  { place, inService, untilMinutes }: DevicesChange['change'],
  now: number,
): Map<string, string> {
  const { limits } = planOf(draft)
  const known = new Map(draft.devices.map((device) => [device.id, device]))
  const refused = new Map(ids.filter((id) => !known.has(id)).map((id) => [id, 'not_found']))
  if (inService === true) for (const [id, code] of notBesideOthers(draft, ids)) refused.set(id, code)
  for (const id of ids) {
    const device = known.get(id)
    if (device === undefined || refused.has(id)) continue
    if (inService === true && !device.inService && !hasPlace(draft.devices, limits, device)) {
      refused.set(id, 'no_place')
      continue
    }
    if (place !== undefined) device.place = place
    if (inService !== undefined) {
      device.inService = inService
      delete device.noPlace
    }
    if (untilMinutes === undefined) continue
    const windows = withoutPause(draft.venue.maintenance, id, now)
    draft.venue.maintenance = untilMinutes === null ? windows : withPause(windows, id, now, untilMinutes)
  }
  return refused
}

/** Of those put in service, the ones that cannot be beside what is in service already; of two newcomers, the later. */
function notBesideOthers(draft: VenueDocument, ids: readonly string[]): Map<string, string> {
  const asked = new Set(ids)
  const isNew = ({ id, inService }: DeviceSetting) => asked.has(id) && !inService
  const newcomers = draft.devices.filter(isNew).map((device) => ({ ...device, inService: true }))
  // Whoever comes second is at fault, so that those stand first that were in service before.
  const devices = [...draft.devices.filter((device) => !isNew(device)), ...newcomers]
  const faults = checkVenue({ ...draft, devices }).map(({ path, reason }): [string | undefined, string] => [
    devices[Number(/^devices\[(\d+)\]/u.exec(path)?.[1])]?.id,
    reason,
  ])
  return new Map(faults.flatMap(([id, reason]) => (id === undefined ? [] : [[id, reason]])))
}

const wordsOf = (code: string, language: Language): string =>
  code === 'not_found' ? say(language, 'device.gone') : fieldWords(language, code)

/** What is open ends with the next check, and what is wrong shows again with it: nobody waits for that. */
async function lookAt(house: House, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += looksTogether) {
    const looks = ids.slice(from, from + looksTogether).map((id) => house.watch.checkNow(id))
    for (const look of await Promise.allSettled(looks)) {
      if (look.status === 'rejected') house.log.warn({ fault: look.reason }, 'no check after a pause')
    }
  }
}
