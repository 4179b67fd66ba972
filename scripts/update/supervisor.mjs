// Who keeps an agent running on a state folder: a command asks it, and a second start leaves its update alone. It is noted in
// the clone, too: whoever changes what is in there has to know of all who run from it.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeDurably } from './record.mjs'

/** @typedef {import('@sereno/shared/update-record.ts').UpdateWay} UpdateWay */

/**
 * @typedef {object} Supervisor
 * @property {number} pid
 * @property {string} root its clone
 * @property {string} data its state folder
 * @property {string} since what was asked before is not for it; ISO 8601
 * @property {UpdateWay | null} way whether it can do updates; `null` while it builds
 */

/** @param {string} data */
const fileIn = (data) => join(data, 'update-supervisor.json')
/** @param {string} root */
const folderIn = (root) => join(root, '.update', 'running')

/** @param {string} data @param {string} root @throws where the disk takes nothing */
export function enterSupervisor(data, root) {
  const here = folderIn(root)
  if (existsSync(here)) {
    for (const name of readdirSync(here)) if (!runningIn(join(here, name))) rmSync(join(here, name), { force: true })
  }
  // A clone that nothing can be written to cannot be updated: nobody is to be asked for that.
  const files = [join(here, `${process.pid}.json`), fileIn(data)]
  process.on('exit', () => {
    try {
      for (const file of files) rmSync(file, { force: true })
    } catch {
      // A disk that became read-only meanwhile; our number in it leads to nobody.
    }
  })
  const text = JSON.stringify({ pid: process.pid, root, data, since: new Date().toISOString(), way: null })
  for (const file of files) writeDurably(file, text)
}

/** What the one that runs us can do. @param {string} data @param {UpdateWay} way */
export function tellWay(data, way) {
  const supervisor = supervisorOf(data)
  if (supervisor !== null) writeDurably(fileIn(data), JSON.stringify({ ...supervisor, way }))
}

/** The process that keeps an agent running there, other than this one. @param {string} data @returns {Supervisor | null} */
export const supervisorOf = (data) => runningIn(fileIn(data))

/** All that keep an agent running from a clone. @param {string} root @returns {Supervisor[]} */
export function supervisorsOn(root) {
  const folder = folderIn(root)
  if (!existsSync(folder)) return []
  return readdirSync(folder).flatMap((name) => runningIn(join(folder, name)) ?? [])
}

/** @param {string} file @returns {Supervisor | null} */
function runningIn(file) {
  try {
    const { pid, root, data, since, way } = JSON.parse(readFileSync(file, 'utf8'))
    if (!Number.isSafeInteger(pid) || pid < 2 || pid === process.pid) return null
    process.kill(pid, 0)
    // After a power cut another program may have its number.
    const told = `/proc/${pid}/cmdline`
    if (existsSync(told) && !readFileSync(told, 'utf8').includes('bootstrap.mjs')) return null
    return { pid, root: String(root), data: String(data), since: String(since), way: way ?? null }
  } catch {
    return null
  }
}
