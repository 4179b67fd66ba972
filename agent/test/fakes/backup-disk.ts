import { execFileSync } from 'node:child_process'
import { copyFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyRestore, keepBefore, openStage, receive, stageRestore } from '../../src/store/backup/restore.ts'
import { makeBackup, pathOf } from '../../src/store/backup/shelf.ts'
import { heldIn, liveIn, madeAt } from './lived-in.ts'

/**
 * A process of its own, for a mount namespace of its own: backups and a restore on a disk that is read-only for a while and
 * then full for a while. Run with the folder to mount it on; prints what it saw as JSON.
 */
const folder = process.argv[2] ?? ''
const mount = (options: string) => execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder])
const source = { folder, version: '1.2.3', now: madeAt }
const outcome = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (fault: { code?: string; message: string }) => fault.code ?? fault.message,
  )

mount('size=120m')
await liveIn(folder)
const { name } = await makeBackup({ ...source, reason: 'manual' })
const stage = await openStage(folder)
await copyFile(pathOf(folder, name) ?? '', join(stage, 'archive.zip'))
await stageRestore(folder, stage, join(stage, 'archive.zip'))

mount('remount,ro')
const readOnly = { applied: await applyRestore(folder) }
mount('remount,rw')
const writable = { applied: await applyRestore(folder), devices: (await heldIn(folder)).devices }

await writeFile(join(folder, 'filling'), Buffer.alloc(80_000_000))
async function* endless() {
  for (;;) yield Buffer.alloc(1_000_000)
}
const full = {
  made: await outcome(makeBackup({ ...source, reason: 'manual' })),
  kept: await outcome(keepBefore(source)),
  received: await outcome(openStage(folder).then((at) => receive(endless(), at, 1e9))),
  shelf: (await readdir(join(folder, 'backups'))).length,
  restore: await readdir(join(folder, 'restore')),
}
await rm(join(folder, 'filling'))
const roomy = { kept: await keepBefore(source), restore: await readdir(join(folder, 'restore')) }
process.stdout.write(JSON.stringify({ readOnly, writable, full, roomy }))
