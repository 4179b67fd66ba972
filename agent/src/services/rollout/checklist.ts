import type { DeviceSetting, DeviceType } from '@sereno/shared/device.ts'
import { digestRecipients, digestsInForce } from '@sereno/shared/digest-recipients.ts'
import type { Check, CheckPoint } from '@sereno/shared/rollout.ts'
import type { RolloutMark } from '../../store/rollout-types.ts'
import type { House } from '../house.ts'
import { standingOf } from '../integrations/recipient-standing.ts'
import { machineHealth } from '../system/machine-health.ts'
import { backupFinding, clockFinding, digestFinding, helpFinding, latencyFinding, mailFinding } from './box-findings.ts'
import { addressFinding, permissionFinding, slipFinding } from './device-findings.ts'
import { type Finding, pointOf } from './point-of.ts'

const dayMs = 86_400_000
const hourSeconds = 3600

/** Every point, with what it is about; what has nothing to be about (no iPads) is left out. */
export async function checklistOf(house: House, times: { installedAt: number; now: number }): Promise<CheckPoint[]> {
  const marks = await house.store.rollout.marks()
  const found = await findingsOf(house, marks, times)
  return found.filter(([, findings]) => findings.length > 0).map(([check, findings]) => pointOf(check, findings, marks))
}

/** What the box knows, point by point. */
export async function findingsOf(
  house: House,
  marks: readonly RolloutMark[],
  times: { installedAt: number; now: number },
): Promise<[Check, Finding[]][]> {
  const { devices } = house.book.read()
  const printers = watched(devices, 'printer')
  const [addresses, permissions, digests, latency, box] = await Promise.all([
    addressFindings(house, printers, times),
    permissionFindings(house, watched(devices, 'ipad')),
    digestFindings(house),
    gatewayFinding(house, devices, times.now),
    boxFindings(house, times.now),
  ])
  const slips = printers.map((device) =>
    slipFinding(
      device,
      marks.find(({ point, source, subject }) => point === 'test_slip' && source === 'box' && subject === device.id),
    ),
  )
  const none: Finding = { key: '', name: '', state: 'open', reason: 'no_devices', lasts: true }
  return [
    ['addresses', printers.length === 0 ? [none] : addresses],
    ['local_network', permissions],
    ['test_slip', slips],
    ['digest', digests],
    ['mail', [box.mail]],
    ['latency', [latency]],
    ['clock', [box.clock]],
    ['backup', [box.backup]],
    ['help', [helpFinding(house.book.read().venue.help)]],
  ]
}

const watched = (devices: readonly DeviceSetting[], wanted: DeviceType): DeviceSetting[] =>
  devices.filter(({ type, inService, role }) => type === wanted && inService && role === null)

async function addressFindings(
  house: House,
  printers: readonly DeviceSetting[],
  times: { installedAt: number; now: number },
): Promise<Finding[]> {
  const ids = printers.map(({ id }) => id)
  const histories = await house.store.rollout.addresses(ids, times.installedAt)
  return printers.map((device, index) => addressFinding(device, histories[index], times))
}

async function permissionFindings(house: House, pads: readonly DeviceSetting[]): Promise<Finding[]> {
  const open = (await house.store.journal.openOutlines()).filter(({ cause }) => cause === 'ios_local_network')
  return pads.map((device) => {
    const denied = open.find(({ deviceId }) => deviceId === device.id)
    const checkin = house.watch.live(device.id)?.checkin ?? null
    return permissionFinding(device, checkin, denied === undefined ? null : Date.parse(denied.at))
  })
}

async function digestFindings(house: House): Promise<Finding[]> {
  const emails = digestRecipients(digestsInForce(house.book.read().integrations))
  if (emails.length === 0) return [{ key: '', name: '', state: 'open', reason: 'no_recipients', lasts: true }]
  const [standings, last] = await Promise.all([standingOf(house, emails), house.store.rollout.digests()])
  return Promise.all(
    standings.map(async ({ email, standing }) => {
      const users = standing === 'known' ? await house.store.people.usersOfEmail(email) : []
      const reader = {
        email,
        stopped: standing === 'stopped',
        confirmed: users.some(({ emailConfirmedAt }) => emailConfirmedAt !== null),
      }
      return digestFinding(
        reader,
        last.find(({ address }) => address === email.toLowerCase()),
      )
    }),
  )
}

async function gatewayFinding(house: House, devices: readonly DeviceSetting[], now: number): Promise<Finding> {
  const gateway = devices.find(({ role }) => role === 'gateway')
  return latencyFinding(
    gateway === undefined ? [] : await house.store.measurements.series(gateway.id, now - dayMs, now, hourSeconds),
  )
}

async function boxFindings(house: House, now: number): Promise<Record<'mail' | 'clock' | 'backup', Finding>> {
  const [{ isClockTrusted }, machine, backups, lastAt] = await Promise.all([
    machineHealth(house),
    house.machine(),
    house.backups.list(),
    house.store.rollout.lastMailAt(),
  ])
  const newest = backups.items[0]
  const isSet = house.mail.settings().settings !== null
  return {
    mail: mailFinding({ isSet, isPaused: house.mail.paused() !== null, lastAt }),
    clock: clockFinding(isClockTrusted, machine.clockSynchronised),
    backup: backupFinding(newest === undefined ? null : Date.parse(newest.at), now),
  }
}
