// Who keeps an agent running on a state folder: a command asks it, and a second start leaves its update alone.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './record.mjs'

/** @param {string} data */
const fileIn = (data) => join(data, 'update-supervisor.json')

/** @param {string} data @param {string} root @throws where the disk takes nothing */
export function enterSupervisor(data, root) {
  writeDurably(fileIn(data), JSON.stringify({ pid: process.pid, root }))
  process.on('exit', () => {
    try {
      rmSync(fileIn(data), { force: true })
    } catch {
      // A disk that became read-only meanwhile; our number in it leads to nobody.
    }
  })
}

/** The process that keeps an agent running there, other than this one. @param {string} data @returns {{ pid: number, root: string } | null} */
export function supervisorOf(data) {
  try {
    const { pid, root } = JSON.parse(readFileSync(fileIn(data), 'utf8'))
    if (!Number.isSafeInteger(pid) || pid < 2 || pid === process.pid) return null
    process.kill(pid, 0)
    // After a power cut another program may have its number.
    const told = `/proc/${pid}/cmdline`
    return existsSync(told) && !readFileSync(told, 'utf8').includes('bootstrap.mjs')
      ? null
      : { pid, root: String(root) }
  } catch {
    return null
  }
}
