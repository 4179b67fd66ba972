import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { heldIn, liveIn } from '../../test/fakes/lived-in.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { lockFolder } from './folder-lock.ts'
import { applyRemoval, askRemoval } from './removal.ts'

async function livedIn(): Promise<string> {
  const folder = ownFolder()
  await liveIn(folder)
  await mkdir(join(folder, 'backups'))
  await writeFile(join(folder, 'backups', 'sereno-bar-2026-11-20T033000Z-nightly.zip'), 'all of it')
  await writeFile(join(folder, 'sereno.db.v3'), 'before an update')
  await writeFile(join(folder, 'letter-to-grandma.txt'), 'not ours')
  return folder
}

const left = async (folder: string) => (await readdir(folder)).sort()
const foreign = ['letter-to-grandma.txt', 'sereno.db.lock']

describe('the removal of a venue', () => {
  test('touches nothing before it is asked for', async () => {
    const folder = await livedIn()
    const before = await left(folder)
    expect(await applyRemoval(folder)).toBe(false)
    expect(await left(folder)).toEqual(before)
  })

  test('leaves nothing of ours, and all that is not', async () => {
    const folder = await livedIn()
    await askRemoval(folder)
    expect(await applyRemoval(folder)).toBe(true)
    expect(await left(folder)).toEqual(foreign)
    expect(await applyRemoval(folder)).toBe(false)
  })

  test('ended at any step goes on at the next start, so that nobody finds half a venue', async () => {
    for (let step = 1; ; step += 1) {
      const folder = await livedIn()
      await askRemoval(folder)
      let passed = 0
      const cut = () => {
        passed += 1
        if (passed === step) throw new Error('the power failed')
      }
      const ended = await applyRemoval(folder, cut).then(
        () => 'done',
        () => 'cut',
      )
      expect(await applyRemoval(folder)).toBe(ended === 'cut')
      expect(await left(folder)).toEqual(foreign)
      if (ended === 'done') return expect(step).toBeGreaterThan(4)
    }
  })

  test('waits while another Sereno works there', async () => {
    const folder = await livedIn()
    await askRemoval(folder)
    const release = lockFolder(join(folder, 'sereno.db'))
    await expect(applyRemoval(folder)).rejects.toMatchObject({ code: 'in_use' })
    release()
    expect(await heldIn(folder)).toMatchObject({ devices: ['Kitchen printer'] })
  })
})
