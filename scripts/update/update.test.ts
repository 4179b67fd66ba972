import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { emptyVenue } from '@sereno/shared/venue.ts'
import { expect, test, vi } from 'vitest'
import { type Box, cut, endOf, makeBox, recordOf, runs } from './tiny-box.ts'
import { inGit } from './tiny-origin.ts'

/** Which versions' agents the database knows to have run. */
function seenBy({ data }: Box): string[] {
  const db = new DatabaseSync(join(data, 'sereno.db'))
  const rows = db.prepare('SELECT version FROM seen ORDER BY rowid').all()
  db.close()
  return rows.map((row) => String(row.version))
}

test('tells the versions of the origin, and what is new in them', async () => {
  const box = await makeBox([
    { version: '0.1.0' },
    { version: '0.2.0' },
    { version: '0.10.0' },
    { version: '1.0.0-rc.1' },
  ])
  const text = await box.update('check')
  expect(text).toMatchObject({ exit: 0, err: '' })
  expect(text.out).toContain('This is version 0.1.0; 0.10.0 is available')
  const told = JSON.parse((await box.update('check', '--json')).out)
  expect(told).toMatchObject({ current: '0.1.0', newest: '0.10.0', isNewer: true })
  expect(told.changes).toContain('News of 0.2.0')
  expect(told.changes).not.toContain('News of 0.1.0')
  expect(told.changes).not.toContain('rc.1')
})

test('says what to do where the origin does not answer', async () => {
  const box = await makeBox([{ version: '0.1.0' }])
  inGit(box.clone, 'remote', 'set-url', 'origin', join(box.data, 'nowhere'))
  const { exit, err } = await box.update('check')
  expect(exit).toBe(4)
  expect(err).toMatch(/E_UPDATE {2}The clone’s origin did not answer.*-> check the internet line/su)
})

test('puts a newer version in place of the one that runs, and goes back to it', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0', schema: 2 }])
  box.start()
  await runs(box, '0.1.0')
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(0)
  expect(err).toContain('beside the one that runs …')
  await runs(box, '0.2.0')
  expect(inGit(box.clone, 'describe', '--tags')).toBe('v0.2.0')
  expect(recordOf(box)).toMatchObject({ before: { version: '0.1.0', branch: 'main' }, run: { outcome: 'done' } })

  const back = await box.update('rollback')
  expect(back.exit).toBe(0)
  expect(back.err).toContain('what it replaced is kept as sereno.db.undone')
  await runs(box, '0.1.0')
  expect(inGit(box.clone, 'symbolic-ref', '--short', 'HEAD')).toBe('main')
  // The older agent cannot read what the newer one made of the database: it has the copy from before.
  expect(seenBy(box)).toEqual(['0.1.0', '0.1.0'])
  expect(recordOf(box).run).toMatchObject({ kind: 'rollback', outcome: 'done', isDatabaseRestored: true })
  expect((await box.update('rollback')).err).toContain('There was no update to go back from')
})

test('a rollback leaves a database alone that the older version reads', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0' }])
  box.start()
  await runs(box, '0.1.0')
  await box.update('apply')
  await runs(box, '0.2.0')
  await box.update('rollback')
  await runs(box, '0.1.0')
  expect(seenBy(box)).toEqual(['0.1.0', '0.2.0', '0.1.0'])
})

test('a rollback has the settings from before where the older version refuses the newer ones', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0' }])
  const venue = join(box.data, 'venue.json')
  mkdirSync(box.data)
  writeFileSync(venue, JSON.stringify(emptyVenue()))
  box.start()
  await runs(box, '0.1.0')
  await box.update('apply')
  await runs(box, '0.2.0')
  writeFileSync(venue, JSON.stringify({ ...emptyVenue(), floors: [] }))
  const { exit, err } = await box.update('rollback')
  expect(exit).toBe(0)
  expect(err).toContain('kept as venue.json.undone')
  expect(readFileSync(venue, 'utf8')).toBe(JSON.stringify(emptyVenue()))
  expect(recordOf(box).run).toMatchObject({ areSettingsRestored: true, isDatabaseRestored: false })
})

test('a version that does not build changes nothing, and the agent runs on', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0', flaw: 'does not build' }])
  box.start()
  await runs(box, '0.1.0')
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(1)
  expect(err).toContain('this version does not build')
  expect(seenBy(box)).toEqual(['0.1.0'])
  expect(existsSync(join(box.clone, '.update/next'))).toBe(false)
})

test.each<[flaw: 'is never ready' | 'ends', fault: string]>([
  ['is never ready', 'not_healthy'],
  ['ends', 'ended'],
])('goes back by itself from a version that %s, with the database as it was', async (flaw, fault) => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0', schema: 2, flaw }])
  box.start()
  await runs(box, '0.1.0')
  const { exit, out } = await box.update('apply')
  expect({ exit, out }).toEqual({ exit: 1, out: 'The update from 0.1.0 to 0.2.0 failed; 0.1.0 is in place.\n' })
  await runs(box, '0.1.0')
  expect(seenBy(box)).toEqual(['0.1.0', '0.1.0'])
  expect(recordOf(box).run).toMatchObject({ outcome: 'failed', fault, isDatabaseRestored: true })
  expect(inGit(box.clone, 'status', '--porcelain')).toBe('')
})

test('does all of it without an agent, too, and ends the one that it tried', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0' }])
  expect((await box.update('apply')).exit).toBe(0)
  expect(await box.version()).toBe(null)
  expect(inGit(box.clone, 'describe', '--tags')).toBe('v0.2.0')
  expect(seenBy(box)).toEqual(['0.2.0'])
})

test.each<[args: string[], exit: number, said: RegExp]>([
  [['apply', '--to', 'v0.1.0'], 1, /not newer/u],
  [['apply', '--to', 'v0.0.9'], 6, /no version v0.0.9/u],
  [['apply', '--to', '--upload-pack=x'], 2, /E_USAGE/u],
  [['apply', '--to', 'v1.0.0;reboot'], 2, /E_USAGE/u],
  [['apply', '--to', 'v0.3.0'], 1, /The tag leads to another version, 9\.9\.9/u],
  [['dance'], 2, /check, apply or rollback/u],
  [[], 2, /E_USAGE/u],
])('refuses %j with code %i', async (args, exit, said) => {
  const box = await makeBox([
    { version: '0.1.0' },
    { version: '0.2.0' },
    { version: '0.3.0', flaw: 'says another version' },
  ])
  const ended = await box.update(...args)
  expect(ended.err).toMatch(said)
  expect(ended.exit).toBe(exit)
})

test('refuses a clone that somebody changed', async () => {
  const box = await makeBox([{ version: '0.1.0' }, { version: '0.2.0' }])
  writeFileSync(join(box.clone, 'CHANGELOG.md'), 'mine')
  const { exit, err } = await box.update('apply')
  expect(exit).toBe(1)
  expect(err).toContain('CHANGELOG.md')
  expect(readFileSync(join(box.clone, 'CHANGELOG.md'), 'utf8')).toBe('mine')
})

test('P32 killed in any step, it is finished or undone at the next start', async () => {
  const box = await makeBox([
    { version: '0.1.0' },
    { version: '0.2.0', schema: 2, flaw: 'is never ready' },
    { version: '0.3.0', schema: 2 },
  ])
  for (const [step, to, then] of [
    ['preparing', 'v0.3.0', '0.1.0'],
    ['stopping', 'v0.3.0', '0.1.0'],
    ['prepared', 'v0.3.0', '0.3.0'],
    ['switching', 'v0.3.0', '0.1.0'],
    ['trying', 'v0.2.0', '0.1.0'],
    ['undoing', 'v0.2.0', '0.1.0'],
  ] as const) {
    const child = box.start()
    await runs(box, '0.1.0')
    const asked = new Date().toISOString()
    writeFileSync(join(box.data, 'update-ask.json'), JSON.stringify({ action: 'apply', to, at: asked }))
    await vi.waitFor(
      () => {
        const { run } = recordOf(box)
        expect(run?.startedAt.localeCompare(asked)).toBe(1)
        expect(run?.steps.map((one) => one.step)).toContain(step)
      },
      { interval: 1 },
    )
    await cut(child)
    await vi.waitFor(async () => expect(await box.version()).toBe(null))
    const next = box.start()
    const version = await vi.waitFor(async () => {
      const told = await box.version()
      expect(told).not.toBe(null)
      expect(recordOf(box).run?.outcome).not.toBe(null)
      return told
    })
    // A kill that came a moment late found it one step further: both ends are whole.
    const { run } = recordOf(box)
    expect({ step, version: run?.outcome === 'done' ? '0.3.0' : '0.1.0', run }).toMatchObject({ version })
    if (step !== 'stopping' && step !== 'switching' && step !== 'preparing') expect(version).toBe(then)
    expect(inGit(box.clone, 'status', '--porcelain')).toBe('')
    expect(seenBy(box)[0]).toBe('0.1.0')
    if (version === '0.3.0') {
      expect((await box.update('rollback')).exit).toBe(0)
      await runs(box, '0.1.0')
    }
    await endOf(next)
  }
}, 180_000)
