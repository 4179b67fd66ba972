import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { heldIn, liveIn } from '../../agent/test/fakes/lived-in.ts'
import { ownFolder } from '../../agent/test/fakes/own-folder.ts'
import { ownStore } from '../../agent/test/fakes/own-store.ts'
import { root } from '../run.ts'

function backup(...args: string[]) {
  const env = { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, LANG: 'C' }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/backup.ts'), ...args], { env })
  return { exit: status, out: String(stdout).trim(), err: String(stderr) }
}

test('a venue goes from one folder to another by the command alone', { timeout: 60_000 }, async () => {
  const folder = ownFolder()
  await liveIn(folder)
  const made = backup('create', '--data', folder)
  expect(made).toMatchObject({ exit: 0, err: '' })
  expect(backup('list', '--data', folder, '--json').out).toContain('"reason": "manual"')
  expect(backup('verify', made.out)).toMatchObject({ exit: 0, out: expect.stringContaining('Sound: Bar Pépé') })
  const other = join(ownFolder(), 'new', 'state')
  expect(backup('restore', made.out, '--data', other)).toMatchObject({ exit: 0, err: '' })
  const { signedIn, waiting, databaseId, ...lasting } = await heldIn(folder)
  // An answer that waited is given up: it may have gone out since the backup was made.
  expect(await heldIn(other)).toMatchObject({ ...lasting, answers: ['failed'] })
})

test('what cannot be done is said with its reason, and its exit code', { timeout: 60_000 }, async () => {
  const folder = ownFolder()
  await liveIn(folder)
  const { out } = backup('create', '--data', folder)
  const file = join(folder, 'none.zip')
  expect(backup('verify', file)).toMatchObject({ exit: 6, err: expect.stringContaining('E_FOUND') })
  writeFileSync(file, 'no backup')
  expect(backup('verify', file)).toMatchObject({ exit: 3, err: expect.stringContaining('E_BACKUP_FOREIGN') })
  expect(backup('erase')).toMatchObject({ exit: 2, err: expect.stringContaining('E_USAGE') })
  await ownStore(folder)
  expect(backup('restore', out, '--data', folder)).toMatchObject({ exit: 1, err: expect.stringContaining('E_IN_USE') })
  expect(backup('create', '--data', folder).exit).toBe(0)
})
