import { writeFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { keptLog } from '../../test/fakes/kept-log.ts'
import type { Condition } from '../judge/types.ts'
import { StoreFault } from '../store/faults.ts'
import { BackupTrouble, plainly } from './backup-trouble.ts'

it.runIf(process.platform === 'linux')(
  'tells a disk without room from everything else that keeps a backup from being made',
  async () => {
    let believed: readonly Condition[] = []
    const trouble = new BackupTrouble(
      {
        set: async (_, conditions) => {
          believed = conditions
        },
        believedBy: () => believed,
      },
      keptLog(),
    )
    const full: unknown = await writeFile('/dev/full', 'a backup').catch((fault: unknown) => fault)
    await trouble.failed('make', full)
    expect([believed.map(({ cause }) => cause), trouble.told()]).toEqual([['backup_no_room'], 'no_room'])
    expect(plainly(full)).toMatchObject({ code: 'no_room' })
    await trouble.failed('make', new StoreFault('failed', 'disk I/O error'))
    expect([believed.map(({ cause }) => cause), trouble.told()]).toEqual([['backup_failed'], 'failed'])
    await trouble.ended('make')
    expect(trouble.told()).toBeNull()
  },
)
