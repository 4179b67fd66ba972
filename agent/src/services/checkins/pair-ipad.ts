import { randomUUID } from 'node:crypto'
import type { Pairing } from '@sereno/shared/checkin.ts'
import type { DeviceSetting } from '@sereno/shared/device.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { changeBook } from '../change-book.ts'
import { usualProbes } from '../devices/build-probes.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { isPassword } from '../session/password.ts'
import type { Tries } from '../tries.ts'
import { takeAddress } from './take-address.ts'

/**
 * Pairs an iPad by the app password: the one of that name, or a new one. Its token is in the answer and nowhere else, and
 * the one it had before ends.
 * @throws {Fault} `no_app_password`, `wrong_app_password`, `too_many`
 */
export async function pairIpad(
  house: House,
  tries: Tries,
  { appPassword, name, place }: Pairing,
  address: string,
): Promise<{ deviceId: string; token: string }> {
  const { pairings } = house.store
  const attempt = tries.take([`address:${address}`, 'app-password'])
  if ('waitSeconds' in attempt) throw new Fault('too_many', { values: { n: attempt.waitSeconds } })
  const hash = await pairings.appPassword()
  if (hash === null) {
    attempt.right()
    throw new Fault('no_app_password')
  }
  if (!(await isPassword(appPassword, hash))) throw new Fault('wrong_app_password')
  attempt.right()

  const deviceId = await changeBook(house, (draft) => {
    const device = ipadOfName(draft, name) ?? newIpad(house, draft, name)
    if (place !== undefined) device.place = place
    takeAddress(house, draft, device, address)
    return device.id
  })
  // The prefix lets scanners of leaked secrets recognise it.
  const token = `sereno_ipad_${newSecret()}`
  const isPaired = await pairings.pair(
    { id: randomUUID(), deviceId, hash: hashSecret(token), createdAt: house.clock.now() },
    hash,
  )
  if (!isPaired) throw new Fault('wrong_app_password')
  house.bus.emit('access.ended', `device:${deviceId}`)
  house.bus.emit('device.changed', deviceId)
  return { deviceId, token }
}

/** One in service first. */
function ipadOfName({ devices }: VenueDocument, name: string): DeviceSetting | undefined {
  const sameName = devices.filter((one) => one.type === 'ipad' && one.name.toLowerCase() === name.toLowerCase())
  return sameName.find((one) => one.inService) ?? sameName[0]
}

function newIpad(house: House, draft: VenueDocument, name: string): DeviceSetting {
  const device: DeviceSetting = {
    id: randomUUID(),
    name,
    type: 'ipad',
    place: '',
    address: null,
    mac: null,
    inService: true,
    parentId: null,
    probes: usualProbes(house.probes, 'ipad'),
    role: null,
  }
  draft.devices.push(device)
  return device
}
