import { type DeviceSetting, type LockableField, lockableFields } from '@sereno/shared/device.ts'
import type { EvidenceKind, IdentityView } from '@sereno/shared/identity.ts'
import { vendorOf } from '../../discover/vendor.ts'
import { unseen } from '../../flow/live.ts'
import type { House } from '../house.ts'
import { toldOf } from './checkin-view.ts'

type Facts = Record<LockableField, string | null>

/** What a device is: by a person's word where one holds it, else by the evidence. */
export function whoItIs(house: House, setting: DeviceSetting): Facts {
  const told = toldFacts(house, setting)
  const value = (field: LockableField) => heldValue(setting, field) ?? told[field]
  return { mac: value('mac'), vendor: value('vendor'), model: value('model'), serial: value('serial') }
}

/** The same field by field, with what the evidence says and who holds it against that. */
export function fieldsOf(house: House, setting: DeviceSetting): IdentityView['fields'] {
  const told = toldFacts(house, setting)
  return lockableFields.map((field) => {
    const held = heldValue(setting, field)
    const lock = setting.locks?.[field]
    const own = lock !== undefined && lock.value === held ? { by: lock.by, at: lock.at } : { by: null, at: null }
    return { field, value: held ?? told[field], told: told[field], lock: held === null ? null : own }
  })
}

/** A MAC address that a person wrote down holds without a lock of its own, and a lock of it no longer than that. */
const heldValue = ({ mac, locks }: DeviceSetting, field: LockableField): string | null =>
  field === 'mac' ? mac : (locks?.[field]?.value ?? null)

/** What the device said, or is known by. Who it is outlives a restart, other than how it is. */
function toldFacts(house: House, setting: DeviceSetting): Facts {
  const live = house.watch.live(setting.id) ?? unseen()
  const about = house.identities.about(setting.id)
  const proof = (kind: EvidenceKind) => house.identities.of(setting.id).find((one) => one.kind === kind)?.value ?? null
  const mac = live.mac ?? proof('mac')
  const maker = setting.mac ?? mac
  return {
    mac,
    vendor: live.identity?.vendor ?? about.vendor ?? (maker === null ? null : vendorOf(maker)),
    model: toldOf(live).model ?? live.identity?.model ?? about.model,
    serial: live.identity?.serial ?? proof('serial'),
  }
}
