import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { lockFolder } from '../../agent/src/store/folder-lock.ts'

/** Whether an agent works with this state folder. */
export function isAgentOn(data: string): boolean {
  const file = join(data, 'sereno.db')
  if (!existsSync(`${file}.lock`)) return false
  try {
    lockFolder(file)()
    return false
  } catch {
    return true
  }
}
