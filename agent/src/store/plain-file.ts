import { statSync } from 'node:fs'
import { StoreFault } from './faults.ts'

/**
 * A pipe or a device with the name of a file of ours would be waited for, without end.
 * @throws {StoreFault} `failed`
 */
export function mustBePlain(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false })
  if (found !== undefined && !found.isFile())
    throw new StoreFault('failed', `${file} is no plain file: move it away, and a new one is made`)
}
