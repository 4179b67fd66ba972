import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { newUser } from '../../test/fakes/new-user.ts'
import { ownBook } from '../../test/fakes/own-book.ts'
import { ownFolder } from '../../test/fakes/own-folder.ts'
import { ownStore } from '../../test/fakes/own-store.ts'
import { openInMemory, refuseWords } from './in-memory.ts'
import { findLogin } from './sql/users.ts'

describe('a place where no store can be', () => {
  it.runIf(process.platform === 'linux')('is told, and not waited for', async () => {
    await expect(ownStore('/proc/sereno/data')).rejects.toThrow(/ENOENT/u)
    await expect(ownBook('/proc/sereno/data')).rejects.toThrow(/ENOENT/u)
  })

  it.each(['sereno.db', 'sereno.db-wal', 'sereno.db.lock'])(
    'a pipe called %s is told, and not waited for',
    async (name) => {
      const folder = ownFolder()
      execFileSync('mkfifo', [join(folder, name)])
      await expect(ownStore(folder)).rejects.toThrow(`${name} is no plain file`)
    },
  )
})

describe('a database in memory', () => {
  it('knows who may sign in, under an id of its own, also with a log beside the file', async () => {
    const folder = ownFolder()
    const store = await ownStore(folder)
    await store.people.addFirst(newUser())
    const { db, databaseId, isNew } = openInMemory(join(folder, 'sereno.db'))
    expect(findLogin(db, newUser().username)).toMatchObject({ username: newUser().username })
    expect([databaseId === store.databaseId, isNew]).toEqual([false, false])
    db.close()
    await store.close()
    const later = openInMemory(join(folder, 'sereno.db'))
    expect(findLogin(later.db, newUser().username)).not.toBeNull()
    later.db.close()
  })

  it('is empty where there is none', () => {
    const { db } = openInMemory(join(ownFolder(), 'sereno.db'))
    expect(findLogin(db, 'ana')).toBeNull()
    db.close()
  })

  it('takes what the watch finds, and nothing that is a word given to somebody', () => {
    expect(() => refuseWords('applyChanges', 'disk_full')).not.toThrow()
    for (const name of ['ingest', 'addItems', 'recordRun', 'revokeToken', 'addFirstUser'] as const) {
      expect(() => refuseWords(name, 'disk_full')).toThrow(expect.objectContaining({ code: 'disk_full' }))
    }
  })
})

it('a database knows whether it was made at this start', async () => {
  const folder = ownFolder()
  const first = await ownStore(folder)
  expect([first.isNew, first.inMemory]).toEqual([true, null])
  await first.close()
  const second = await ownStore(folder)
  expect(second.isNew).toBe(false)
  await second.close()
  rmSync(join(folder, 'sereno.db'))
  expect((await ownStore(folder)).isNew).toBe(true)
})
