import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../run.ts'

/** What has to lie on the disk to run: the agent's packages with all that they need, the two builds, our sources not. */
export interface Installed {
  packages: number
  packagesMiB: number
  builtMiB: number
}

export function measureInstalled(): Installed {
  const folders = new Set<string>()
  const need = (name: string, from: string) => {
    const folder = find(name, from)
    if (folder === null || folders.has(folder)) return
    folders.add(folder)
    for (const further of dependenciesOf(folder)) need(further, folder)
  }
  for (const name of dependenciesOf(join(root, 'agent'))) if (!name.startsWith('@sereno/')) need(name, root)
  const mib = (bytes: number) => bytes / 2 ** 20
  return {
    packages: folders.size,
    packagesMiB: mib([...folders].reduce((sum, folder) => sum + sizeOf(folder), 0)),
    builtMiB: mib(sizeOf(join(root, 'agent/dist')) + sizeOf(join(root, 'dashboard/dist'))),
  }
}

function dependenciesOf(folder: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    dependencies?: Record<string, string>
  }
  return Object.keys(dependencies)
}

/** As Node looks for a package: in the nearest `node_modules` above. */
function find(name: string, from: string): string | null {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  return from === root || from === dirname(from) ? null : find(name, dirname(from))
}

/** Bytes of a folder's files, without packages that lie inside: those are counted for themselves. */
function sizeOf(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, item) => {
    const path = join(folder, item.name)
    if (item.isDirectory()) return item.name === 'node_modules' ? sum : sum + sizeOf(path)
    return item.isFile() ? sum + statSync(path).size : sum
  }, 0)
}
