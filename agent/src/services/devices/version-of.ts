import { createHmac, randomBytes } from 'node:crypto'
import type { DeviceSetting } from '@sereno/shared/device.ts'

/**
 * Readers see versions, but never the SNMP passwords that are among the settings: without a key that only this run knows,
 * weak ones could be guessed from them. Who edits across a restart is asked to look again.
 */
const key = randomBytes(32)

/**
 * Tells one state of a device's settings from another. An iPad's address is none of it: that follows its check-ins, and
 * nobody edits against them.
 */
export function versionOf(setting: DeviceSetting): string {
  const { address, ...rest } = setting
  const told = JSON.stringify(setting.type === 'ipad' ? rest : { address, ...rest })
  return createHmac('sha256', key).update(told).digest('base64url').slice(0, 16)
}
