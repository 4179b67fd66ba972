import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder with all above it, for its owner alone. Node's own `recursive` never comes back where a parent exists and
 * still nothing can be made in it, as under `/proc`.
 * @throws the error of the system
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (fault) {
    const { code } = fault as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    if (code !== 'ENOENT' || dirname(folder) === folder) throw fault
    makeFolder(dirname(folder))
    mkdirSync(folder, { mode: 0o700 })
  }
}
