import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BackupFault } from '../agent/src/store/backup/faults.ts'
import type { Manifest } from '../agent/src/store/backup/manifest.ts'
import { applyRestore, keepBefore, openStage, stageRestore } from '../agent/src/store/backup/restore.ts'
import { listBackups, makeBackup } from '../agent/src/store/backup/shelf.ts'
import { unpack } from '../agent/src/store/backup/unpack.ts'
import { StoreFault } from '../agent/src/store/faults.ts'
import { lockFolder } from '../agent/src/store/folder-lock.ts'
import { makeFolder } from '../agent/src/store/make-folder.ts'
import { applyRemoval } from '../agent/src/store/removal.ts'
import { version } from '../agent/src/version.ts'
import { type BackupOptions, backupOptions } from './backup/options.ts'
import { CliFault } from './cli/cli-fault.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { type Say, wordsIn } from './cli/words.ts'

// `sereno backup`: works on a state folder, so that it also helps where no agent starts any more.

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const options = backupOptions(args, environment, color)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('backup_usage'))
    else if (options.version) terminal.data(`sereno ${version}`)
    else await run(options, terminal, say)
    return exitCodes.fine
  } catch (fault) {
    return tellFault(asCliFault(fault), makeTerminal({ quiet: false, color }), say)
  }
}

async function run(options: BackupOptions, terminal: Terminal, say: Say): Promise<void> {
  const { verb, file, data, output } = options
  const tell = (facts: object, text: string) => terminal.data(output === 'text' ? text : JSON.stringify(facts))
  const source = { folder: data, version, now: Date.now() }
  if (verb === 'create') {
    const made = await makeBackup({ ...source, reason: 'manual' })
    return tell(made, join(data, 'backups', made.name))
  }
  if (verb === 'list') {
    const items = await listBackups(data)
    if (output === 'json') return terminal.data(JSON.stringify({ items }, null, 2))
    for (const one of items) tell(one, `${one.at}  ${String(one.bytes).padStart(11)}  ${one.name}`)
    return
  }
  await mustBeThere(file)
  const manifest = verb === 'verify' ? await verify(file) : await restore(source, file)
  const values = { venue: manifest.venue, at: manifest.madeAt, version: manifest.version }
  tell(manifest, say(verb === 'verify' ? 'backup_sound' : 'backup_restored', values))
}

async function verify(file: string): Promise<Manifest> {
  const into = await mkdtemp(join(tmpdir(), 'sereno-verify-'))
  try {
    return await unpack(file, into, version)
  } finally {
    await rm(into, { recursive: true, force: true })
  }
}

/** Where an agent runs, the lock of the folder refuses before anything is exchanged. */
async function restore(source: { folder: string; version: string; now: number }, file: string): Promise<Manifest> {
  makeFolder(source.folder)
  lockFolder(join(source.folder, 'sereno.db'))()
  // What was to be removed there must not go later, with what is put in its place.
  await applyRemoval(source.folder)
  const manifest = await stageRestore(source.folder, await openStage(source.folder), file, { version })
  const applied = await applyRestore(source.folder)
  if (applied !== 'applied') throw new StoreFault('disk_readonly', source.folder)
  await keepBefore(source)
  return manifest
}

async function mustBeThere(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (!found?.isFile()) throw new CliFault('E_FOUND', exitCodes.notFound, 'backup_no_file', { file })
}

function asCliFault(fault: unknown): unknown {
  if (fault instanceof BackupFault) {
    const exit = fault.code === 'no_room' || fault.code === 'busy' ? exitCodes.unexpected : exitCodes.foundProblems
    return new CliFault(`E_BACKUP_${fault.code.toUpperCase()}`, exit, `backup_${fault.code}`, { detail: fault.message })
  }
  if (fault instanceof StoreFault && fault.code === 'in_use')
    return new CliFault('E_IN_USE', exitCodes.unexpected, 'backup_in_use')
  if (fault instanceof StoreFault)
    return new CliFault('E_STORE', exitCodes.unexpected, 'backup_store', { detail: fault.message })
  return fault
}

process.exitCode = await main(process.argv.slice(2), process.env)
