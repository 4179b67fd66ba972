import { spawnSync } from 'node:child_process'
import { mkdir, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { liveIn, madeAt } from '../../../test/fakes/lived-in.ts'
import { ownFolder } from '../../../test/fakes/own-folder.ts'
import { openArchive } from './archive.ts'
import { freshBackup, listBackups, makeBackup, openBackup } from './shelf.ts'

const script = fileURLToPath(new URL('../../../test/fakes/archive-process.ts', import.meta.url))
const version = '1.2.3'

async function livedIn(): Promise<{ folder: string; left(): Promise<string[]> }> {
  const folder = ownFolder()
  await liveIn(folder)
  return { folder, left: () => readdir(join(folder, 'backups')) }
}

describe('an archive on its way', () => {
  it('whose reader stops early ends nothing else, and leaves no copy', async () => {
    const { folder, left } = await livedIn()
    const { status, stderr } = spawnSync(process.execPath, [script, folder, 'stops'], { encoding: 'utf8' })
    expect([status, stderr]).toEqual([0, ''])
    expect(await left()).toEqual([])
  })

  it('whose copy cannot be read fails for its reader alone, and leaves no copy', async () => {
    const { folder, left } = await livedIn()
    const { status, stdout } = spawnSync(process.execPath, [script, folder, 'loses a file'], { encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, 'ENOENT'])
    expect(await left()).toEqual([])
  })

  it('that nobody began to read leaves no copy', async () => {
    const { folder, left } = await livedIn()
    const { parts } = await freshBackup({ folder, version, now: madeAt })
    expect(await left()).toHaveLength(1)
    await ReadableStream.from(parts).cancel()
    expect(await left()).toEqual([])
  })

  it('stays while another is made; what a process left that has ended does not', async () => {
    const { folder, left } = await livedIn()
    const { work, clear } = await openArchive({ folder, version, now: madeAt }, 1)
    // No system gives a process so high a number.
    await mkdir(join(folder, 'backups', '.work-999999999-left'))
    const { name } = await makeBackup({ folder, version, now: madeAt, reason: 'manual' })
    expect((await left()).map((one) => join(folder, 'backups', one)).toSorted()).toEqual(
      [work, join(folder, 'backups', name)].toSorted(),
    )
    await clear()
  })
})

describe('a backup that is kept', () => {
  it('is closed again where its reader stops before the first piece', async () => {
    const { folder } = await livedIn()
    const { name } = await makeBackup({ folder, version, now: madeAt, reason: 'manual' })
    const found = await openBackup(folder, name)
    await ReadableStream.from(found?.parts ?? []).cancel()
    await expect.poll(() => openFiles()).not.toContain(join(folder, 'backups', name))
  })

  it('stays where the clock was ahead and all others seem to be newer', async () => {
    const { folder } = await livedIn()
    for (let night = 1; night <= 14; night += 1)
      await makeBackup({ folder, version, now: madeAt + night * 86_400_000, reason: 'nightly' })
    const { name } = await makeBackup({ folder, version, now: madeAt, reason: 'nightly' })
    expect((await listBackups(folder)).map((one) => one.name)).toContain(name)
  })
})

async function openFiles(): Promise<string[]> {
  const own = '/proc/self/fd'
  return Promise.all((await readdir(own)).map((fd) => readlink(join(own, fd)).catch(() => '')))
}
