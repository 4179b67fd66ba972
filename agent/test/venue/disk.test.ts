import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../fakes/own-folder.ts'
import { measured } from '../faults/measured.ts'
import { diskLacks } from './lacks.ts'

const cuts = process.env.SERENO_POWER_CUTS ?? '5'

/** Runs a script where its mounts are seen by nobody else, and end with it. */
function inOwnMounts(script: string, ...args: string[]): unknown {
  const path = fileURLToPath(new URL(`../fakes/${script}`, import.meta.url))
  const command = ['-m', '--propagation', 'private', process.execPath, path, ...args]
  return JSON.parse(execFileSync('unshare', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }))
}

const lacks = diskLacks()

if (lacks !== null) {
  it('the disk under the stores is left out, and says why', () => {
    process.stdout.write(`LEFT OUT: the disk under the stores, since ${lacks}\n`)
    expect(lacks).not.toBe('')
  })
} else
  describe('the disk under the stores', () => {
    it(`P2 loses nothing acknowledged in ${cuts} power cuts, and is readable after each`, () => {
      const tally = inOwnMounts('power-cuts.ts', ownFolder(), cuts)
      measured(2, `${cuts} cuts: ${JSON.stringify(tally).replaceAll(/[{}"]/gu, '')}`)
      expect(tally).toEqual({ acknowledged: expect.any(Number), lost: 0, unreadable: 0, repeated: 0 })
    })

    it('P4 may be full: nothing is acknowledged then, nothing is damaged, and it goes on when there is room', () => {
      expect(inOwnMounts('small-disk.ts', ownFolder())).toEqual({
        refusals: ['disk_full'],
        full: {
          health: { ok: false, reason: 'disk_full', detail: expect.any(String) },
          setting: 'disk_full',
          name: 'Sereno',
        },
        roomy: { health: { ok: true }, setting: 'done', added: 1 },
        lost: 0,
        damaged: null,
      })
    })

    it('may be read-only or full under a backup and a restore: nothing is lost or left behind, and later they go on', () => {
      expect(inOwnMounts('backup-disk.ts', ownFolder())).toEqual({
        readOnly: { applied: 'failed' },
        writable: { applied: 'applied', devices: ['Kitchen printer'] },
        full: { made: 'no_room', kept: 'no_room', received: 'no_room', shelf: 1, restore: ['before'] },
        roomy: { kept: true, restore: [] },
      })
    })
  })
