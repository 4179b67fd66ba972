import { createHash } from 'node:crypto'
import type { DeviceSetting } from '@sereno/shared/device.ts'

/**
 * Tells one state of a device's settings from another. An iPad's address is none of it: that follows its check-ins, and
 * nobody edits against them.
 */
export function versionOf(setting: DeviceSetting): string {
  const { address, ...rest } = setting
  const told = JSON.stringify(setting.type === 'ipad' ? rest : { address, ...rest })
  return createHash('sha256').update(told).digest('base64url').slice(0, 16)
}
