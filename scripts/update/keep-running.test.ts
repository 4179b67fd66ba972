import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { UpdateRun } from '@sereno/shared/update-record.ts'
import { expect, test, vi } from 'vitest'
import { type Box, makeBox, recordOf, runs } from './tiny-box.ts'
import { inGit, type TinyVersion } from './tiny-origin.ts'

/** An agent that needs no disk; the real one goes on in memory. */
const inMemory = `
import { createServer } from 'node:http'
createServer((request, response) => response.end(JSON.stringify({ version: '0.1.0', ready: true, reasons: [], start: process.env.SERENO_START_ID })))
  .listen(Number(process.env.SERENO_PORT), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
process.send?.('alive')
`
const tiny: TinyVersion = { version: '0.1.0', agent: inMemory }

const mayMount =
  spawnSync('unshare', ['-m', '--propagation', 'private', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0
const disks = [
  ['a full disk', 'mount -t tmpfs -o size=64k none "$SERENO_DATA"; cat /dev/zero > "$SERENO_DATA/full" || true'],
  ['a read-only disk', 'mount -t tmpfs -o ro none "$SERENO_DATA"'],
] as const

for (const [disk, mounts] of mayMount ? disks : []) {
  test(`npm start begins the watch on ${disk}`, async () => {
    const box = await makeBox([tiny])
    mkdirSync(box.data)
    box.start(mounts)
    await runs(box, '0.1.0')
    expect(existsSync(join(box.data, 'update-supervisor.json'))).toBe(false)
  })
}

/** As a power cut leaves it, in the middle of an update to 0.2.0. */
function leaveOpen(box: Box, step: 'preparing' | 'switching' | 'trying'): void {
  const commitOf = (version: string) => inGit(box.clone, 'rev-parse', `v${version}^{commit}`)
  const at = new Date().toISOString()
  const run: UpdateRun = {
    kind: 'update',
    from: { version: '0.1.0', commit: commitOf('0.1.0'), branch: 'main' },
    to: { version: '0.2.0', commit: commitOf('0.2.0'), branch: null },
    startedAt: at,
    steps: [{ step, at }],
    copy: null,
    older: null,
    unready: [],
    patience: { answer: 20, ready: 1 },
    endedAt: null,
    outcome: null,
    fault: null,
    detail: '',
    isDatabaseRestored: false,
    areSettingsRestored: false,
  }
  mkdirSync(box.data, { recursive: true })
  writeFileSync(join(box.data, 'update.json'), JSON.stringify({ check: null, run, before: null }))
  if (step !== 'preparing') inGit(box.clone, 'checkout', '--quiet', '--detach', 'v0.2.0')
}

test('undoes what was cut off where nothing can be noted, and notes it as soon as it can', async () => {
  const box = await makeBox([tiny, { version: '0.2.0' }])
  leaveOpen(box, 'switching')
  // In the way of every note.
  mkdirSync(join(box.data, 'update.json.tmp'))
  box.start()
  await runs(box, '0.1.0')
  expect(recordOf(box).run).toMatchObject({ outcome: null })
  rmdirSync(join(box.data, 'update.json.tmp'))
  await vi.waitFor(() => expect(recordOf(box).run).toMatchObject({ outcome: 'failed', fault: 'interrupted' }), 15_000)
})

test('runs what is in place where that cannot be undone, and leaves it open for the next start', async () => {
  const box = await makeBox([tiny, { version: '0.2.0' }])
  leaveOpen(box, 'trying')
  const record = recordOf(box)
  const lost = { ...record, run: record.run && { ...record.run, from: { ...record.run.from, commit: '0'.repeat(40) } } }
  writeFileSync(join(box.data, 'update.json'), JSON.stringify(lost))
  box.start()
  await runs(box, '0.2.0')
  expect(recordOf(box).run).toMatchObject({ outcome: null })
})

test('goes back to the commit of a branch that was deleted meanwhile', async () => {
  const box = await makeBox([tiny, { version: '0.2.0' }])
  leaveOpen(box, 'trying')
  inGit(box.clone, 'branch', '--quiet', '-D', 'main')
  box.start()
  await runs(box, '0.1.0')
  expect(recordOf(box).run).toMatchObject({ outcome: 'failed', fault: 'interrupted' })
  expect(inGit(box.clone, 'rev-parse', 'HEAD')).toBe(inGit(box.clone, 'rev-parse', 'v0.1.0^{commit}'))
})

test('a rollback that was cut off before the versions changed places keeps what the older one had made', async () => {
  const box = await makeBox([tiny, { version: '0.2.0' }])
  leaveOpen(box, 'preparing')
  const made = join(box.clone, '.update/next/node_modules')
  mkdirSync(made, { recursive: true })
  box.start()
  await runs(box, '0.1.0')
  expect(existsSync(join(box.clone, '.update/before/node_modules'))).toBe(true)
})

/** An agent that is never ready, and says when it is told to end, which takes it a second. */
const slowToEnd = `
import { createServer } from 'node:http'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
const told = { version: '0.2.0', ready: false, reasons: ['storage_failed'], start: process.env.SERENO_START_ID }
createServer((request, response) => response.end(JSON.stringify(told))).listen(Number(process.env.SERENO_PORT), '127.0.0.1')
process.on('SIGTERM', () => {
  writeFileSync(join(process.env.SERENO_DATA, 'ending'), '')
  setTimeout(() => process.exit(0), 1000)
})
process.on('disconnect', () => process.exit(0))
process.send?.('alive')
`

test('ended while a version that is no good ends, it puts the one before back and starts nothing', async () => {
  const box = await makeBox([tiny, { version: '0.2.0', agent: slowToEnd }])
  const child = box.start()
  await runs(box, '0.1.0')
  const told = box.update('apply')
  await vi.waitFor(() => expect(existsSync(join(box.data, 'ending'))).toBe(true), 20_000)
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  expect(await ended).toEqual([1, null])
  expect((await told).exit).toBe(1)
  expect(recordOf(box).run).toMatchObject({ outcome: 'failed', fault: 'not_healthy' })
  expect(inGit(box.clone, 'describe', '--tags')).toBe('v0.1.0')
  expect(await box.version()).toBe(null)
})

test('notes that an update could not be set up as soon as the disk takes it', async () => {
  const box = await makeBox([tiny, { version: '0.2.0', flaw: 'does not build' }])
  box.start()
  await runs(box, '0.1.0')
  const told = box.update('apply')
  await vi.waitFor(() => expect(recordOf(box).run?.steps).toHaveLength(1), { interval: 1, timeout: 10_000 })
  mkdirSync(join(box.data, 'update.json.tmp'))
  await vi.waitFor(() => expect(existsSync(join(box.clone, '.update/next/scripts'))).toBe(true), 10_000)
  await vi.waitFor(() => expect(existsSync(join(box.clone, '.update/next'))).toBe(false), 20_000)
  expect(recordOf(box).run).toMatchObject({ outcome: null })
  rmdirSync(join(box.data, 'update.json.tmp'))
  expect((await told).err).toContain('this version does not build')
  expect(recordOf(box).run).toMatchObject({ outcome: 'failed', fault: 'setup_failed' })
})
