import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, runCommand } from './run.ts'

/** The real servers and tools that the tests use, by what they are for. */
interface Wanted {
  test: string[]
  faults: string[]
  recordings: string[]
}

/**
 * Installs what the tests need from Debian, when we are root on a Debian. Elsewhere it says what is missing; the tests
 * then say what they leave out.
 */
export async function installDebianPackages(groups: readonly (keyof Wanted)[] = ['test']): Promise<void> {
  const wanted: Wanted = JSON.parse(readFileSync(join(root, 'scripts/debian-packages.json'), 'utf8'))
  const missing: string[] = []
  for (const name of groups.flatMap((group) => wanted[group])) {
    const { code, output } = await runCommand('dpkg', ['-s', name])
    if (code !== 0 || !output.includes('install ok installed')) missing.push(name)
  }
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    process.stdout.write(
      `Not installed, and we are not root: ${missing.join(' ')}\nSome tests will say what they leave out.\n`,
    )
    return
  }
  process.stdout.write(`Installing from Debian: ${missing.join(' ')}\n`)
  await runCommand('apt-get', ['update', '-qq'])
  const install = [
    '-o',
    'Dpkg::Use-Pty=0',
    '-o',
    'APT::Get::Assume-Yes=true',
    'install',
    '-qq',
    '--no-install-recommends',
  ]
  process.env.DEBIAN_FRONTEND = 'noninteractive'
  // Servers are started by the tests themselves, in their own namespaces; a service of the machine would be in the way.
  process.env.RUNLEVEL = '1'
  const { code, output } = await runCommand('apt-get', [...install, ...missing])
  if (code !== 0) process.stdout.write(`apt-get could not install them:\n${output}\n`)
}
