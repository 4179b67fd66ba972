import type { Device, DeviceSetting } from '@sereno/shared/device.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Evidence } from '@sereno/shared/identity.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { iso } from '../../clock.ts'
import { isIgnored } from '../../flow/is-ignored.ts'
import { isPrivateMac } from '../../judge/evidence.ts'
import { changeBook } from '../change-book.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import { findDevice } from './find-device.ts'
import { getDevice } from './get-device.ts'

/** What a person says to be the same as a device; its address is taken too, unless the device's own is kept. */
export type Merge = { keepAddress?: boolean | undefined } & ({ candidateId: string } | { deviceId: string })

/** What the device takes over, and how the settings change besides. */
interface Other {
  address: string | null
  mac: string | null
  evidence: readonly Evidence[]
  edit(draft: VenueDocument): void
  done(): Promise<void>
}

/**
 * Says that a candidate, or another device, is this device: it takes its evidence and its address. Another device goes;
 * its entries stay in the log under its name.
 * @throws {Fault} `not_found`; `invalid` at `candidateId` or `deviceId` where there is none, or it is the device itself;
 * `conflict` for the agent's own gateway, resolver and line, for a candidate that is another device, and at `address`
 */
export async function mergeDevice(house: House, id: string, merge: Merge, language: Language): Promise<Device> {
  notOwn(findDevice(house.book.read(), id), 'id')
  const other = 'candidateId' in merge ? candidate(house, id, merge.candidateId) : device(house, id, merge.deviceId)
  await changeBook(house, (draft) => {
    const kept = findDevice(draft, id)
    other.edit(draft)
    if (merge.keepAddress === true || other.address === null) return
    kept.address = other.address
    // What a person wrote down once gives way to what a person says now.
    if (kept.mac !== null && other.mac !== null && !isPrivateMac(other.mac)) kept.mac = other.mac
  })
  house.identities.merge(id, other.evidence)
  await house.identities.write()
  await other.done()
  house.bus.emit('device.changed', id)
  return getDevice(house, id, language)
}

function candidate(house: House, id: string, candidateId: string): Other {
  const found = house.discovery.candidate(candidateId)
  if (found === null) throw refused('invalid', 'candidateId', 'unknown_id')
  if (found.deviceId !== null && found.deviceId !== id) throw refused('conflict', 'candidateId', 'already_watched')
  const { address, mac, evidence } = found.candidate
  return {
    address,
    mac,
    evidence,
    edit(draft) {
      draft.ignored = draft.ignored.filter((one) => !isIgnored(found.candidate, one))
    },
    done: async () => house.discovery.adopted(candidateId, id),
  }
}

function device(house: House, id: string, otherId: string): Other {
  const other = house.book.read().devices.find((one) => one.id === otherId)
  if (other === undefined || otherId === id) throw refused('invalid', 'deviceId', 'unknown_id')
  notOwn(other, 'deviceId')
  const at = iso(house.clock.now())
  const written: Evidence[] =
    other.mac === null ? [] : [{ kind: 'mac', value: other.mac, source: 'person', firstSeenAt: at, lastSeenAt: at }]
  return {
    address: other.address,
    mac: other.mac,
    evidence: [...house.identities.of(otherId), ...written],
    edit(draft) {
      // Somebody may have taken it away since.
      const gone = draft.devices.find((one) => one.id === otherId)
      if (gone === undefined) throw refused('invalid', 'deviceId', 'unknown_id')
      const kept = findDevice(draft, id)
      // What becomes one stands where the upper of the two stood, and never behind itself.
      if (hangsBehind(draft, kept, otherId)) kept.parentId = gone.parentId
      draft.devices = draft.devices.filter((one) => one.id !== otherId)
      for (const one of draft.devices) if (one.parentId === otherId) one.parentId = id
    },
    async done() {
      await house.store.pairings.handOver(otherId, id)
      house.bus.emit('device.changed', otherId)
    },
  }
}

/** Directly or by others between them; a document in order has no circles. */
function hangsBehind(draft: VenueDocument, { parentId }: DeviceSetting, otherId: string): boolean {
  if (parentId === null || parentId === otherId) return parentId === otherId
  return hangsBehind(draft, findDevice(draft, parentId), otherId)
}

function notOwn({ role }: DeviceSetting, path: string): void {
  if (role !== null) throw refused('conflict', path, 'own_device')
}

const refused = (code: 'invalid' | 'conflict', path: string, message: string): Fault =>
  new Fault(code, { fields: [{ path, message }] })
