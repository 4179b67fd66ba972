import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { compareVersions } from '@sereno/shared/semver.ts'
import { type UpdateRun, updateFiles } from '@sereno/shared/update-record.ts'
import { version } from '../agent/src/version.ts'
import { CliFault } from './cli/cli-fault.ts'
import { type ExitCode, exitCodes } from './cli/exit-codes.ts'
import { askedLanguage } from './cli/options.ts'
import { tellFault } from './cli/tell-fault.ts'
import { makeTerminal, type Terminal, wantsColor } from './cli/terminal.ts'
import { withinTime } from './cli/within-time.ts'
import { type Say, wordsIn } from './cli/words.ts'
import { root as ownRoot } from './run.ts'
import { beginRun, usualPatience } from './update/begin-run.ts'
import { UpdateRefusal, versionIn, wayOf } from './update/clone.ts'
import { isAgentOn } from './update/is-agent-on.ts'
import { type UpdateOptions, updateOptions } from './update/options.ts'
import { openRun, placesOf, readRecord, stepOf, writeDurably } from './update/record.mjs'
import { type Supervisor, supervisorOf } from './update/supervisor.mjs'
import { lookForNewer } from './update/take-asks.ts'

// `sereno update check|apply|rollback`: newer versions of a clone, in place of the one that runs, and back.

interface Doing {
  options: UpdateOptions
  root: string
  data: string
  url: string
  terminal: Terminal
  say: Say
  signal: AbortSignal
}

async function main(args: string[], environment: NodeJS.ProcessEnv): Promise<ExitCode> {
  const say = wordsIn(askedLanguage(args, environment))
  const color = wantsColor(environment, process.stdout.isTTY === true)
  try {
    const options = updateOptions(args, environment, color)
    const terminal = makeTerminal(options)
    if (options.help) terminal.data(say('update.usage'))
    else if (options.version) terminal.data(`sereno ${version}`)
    else return await update(options, environment, terminal, say)
    return exitCodes.fine
  } catch (fault) {
    return tellFault(toCliFault(fault), makeTerminal({ quiet: false, color }), say)
  }
}

const toCliFault = (fault: unknown): unknown =>
  fault instanceof UpdateRefusal ? refusalOf(fault.fault, fault.detail) : fault

function refusalOf(code: string, detail: string): CliFault {
  const isMissing = ['no_such_version', 'nothing_newer', 'no_way_back'].includes(code)
  const exit = code === 'no_network' ? exitCodes.unreachable : isMissing ? exitCodes.notFound : exitCodes.unexpected
  return new CliFault('E_UPDATE', exit, `update.${code}`, { detail: detail.trim() })
}

function update(
  options: UpdateOptions,
  environment: NodeJS.ProcessEnv,
  terminal: Terminal,
  say: Say,
): Promise<ExitCode> {
  const root = environment.SERENO_CLONE ?? ownRoot
  const way = wayOf(root)
  if (way !== 'git') throw new CliFault('E_UPDATE', exitCodes.unexpected, `update.way_${way}`, { root })
  const places = placesOf(options.data === null ? [] : ['--data', options.data], environment)
  const url = `http://${places.address}:${places.port}`
  return withinTime(options.timeoutMs, async (signal) => {
    const doing = { options, root, data: places.data, url, terminal, say, signal }
    if (options.action === 'check') return check(doing)
    const supervisor = supervisorOf(places.data)
    const run = await (supervisor ? askSupervisor(doing, supervisor) : byOurselves(doing))
    if (options.output === 'text') {
      terminal.data(
        say(`update.${run.outcome ?? 'failed'}_${run.kind}`, { from: run.from.version, to: run.to.version }),
      )
    } else terminal.data(JSON.stringify({ sereno: version, ...run }, null, options.output === 'json' ? 2 : 0))
    if (run.isDatabaseRestored) terminal.remark(say('update.restored_database'))
    if (run.areSettingsRestored) terminal.remark(say('update.restored_settings'))
    if (run.outcome === 'done') return exitCodes.fine
    throw refusalOf(run.fault ?? 'failed', run.detail)
  })
}

async function check({ options, root, terminal, say, signal }: Doing): Promise<ExitCode> {
  const { newest, changes } = await lookForNewer(root, signal)
  const current = versionIn(root)
  const isNewer = newest !== null && compareVersions(newest, current) > 0
  if (options.output !== 'text') {
    const told = { sereno: version, current, newest, isNewer, changes }
    terminal.data(JSON.stringify(told, null, options.output === 'json' ? 2 : 0))
  } else if (isNewer) {
    terminal.data(say('update.newer', { current, newest }))
    if (changes !== '') terminal.data(`\n${changes}`)
  } else terminal.data(say('update.current', { current }))
  return exitCodes.fine
}

/** An agent runs: whoever keeps it running does it, and we tell how far it is. */
async function askSupervisor(
  { options, root, data, terminal, say, signal }: Doing,
  supervisor: Supervisor,
): Promise<UpdateRun> {
  const refuse = (code: string) => new CliFault('E_UPDATE', exitCodes.unexpected, `update.${code}`, supervisor)
  if (supervisor.root !== realpathSync(root)) throw refuse('other_clone')
  if (openRun(data)) throw new CliFault('E_UPDATE', exitCodes.unexpected, 'update.already')
  const before = readRecord(data)
  const at = new Date().toISOString()
  const ask = join(data, updateFiles.ask)
  writeDurably(ask, JSON.stringify({ action: options.action, to: options.to, at }))
  let takenAt = Number.POSITIVE_INFINITY
  return follow(data, terminal, say, signal, () => {
    const now = supervisorOf(data)
    if (now === null) throw refuse('unfinished')
    if (now.way !== null && now.way !== 'git') throw refuse(`way_${now.way}`)
    const { run, check: noted } = readRecord(data)
    // Refused before anything began.
    if (noted?.fault && noted.at !== before.check?.at && run?.startedAt === before.run?.startedAt) {
      throw refusalOf(noted.fault, noted.detail)
    }
    if (run !== null && run.startedAt !== before.run?.startedAt) return run.outcome === null ? null : run
    // Taken, and nothing is noted of it.
    takenAt = existsSync(ask) ? Number.POSITIVE_INFINITY : Math.min(takenAt, performance.now())
    if (performance.now() - takenAt > silentMs) throw refuse('not_taken')
    return null
  })
}

/** None runs: all of it here, with a start to try the new version, which is ended again. */
async function byOurselves({ options, root, data, url, terminal, say, signal }: Doing): Promise<UpdateRun> {
  if (isAgentOn(data)) throw new CliFault('E_UPDATE', exitCodes.unexpected, 'update.runs_by_hand')
  if (!['preparing', 'stopping', null].includes(stepOf(openRun(data)))) {
    throw new CliFault('E_UPDATE', exitCodes.unexpected, 'update.unfinished')
  }
  // The trial would hear that one, and take it for the new version.
  if (await isAnswering(url)) throw new CliFault('E_UPDATE', exitCodes.unexpected, 'update.port_taken', { url })
  const kind = options.action === 'rollback' ? 'rollback' : 'apply'
  let isBegun = false
  const began = readRecord(data).run?.startedAt
  const told = follow(data, terminal, say, signal, () => {
    const { run } = readRecord(data)
    if (!isBegun) return null
    // Ended by somebody, or on a disk that took no note.
    if (run === null || run.startedAt === began || run.outcome === null) {
      throw new CliFault('E_UPDATE', exitCodes.unexpected, 'update.unfinished')
    }
    return run
  })
  told.catch(() => {})
  await beginRun(kind, options.to, { root, data, url, patience: usualPatience, signal, stop: async () => {} })
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.mjs'), 'start', '--data', data], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, SERENO_UPDATE_ONLY: '1' },
  })
  await once(child, 'exit')
  isBegun = true
  return told
}

const isAnswering = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'manual' }).then(
    () => true,
    () => false,
  )

const followEveryMs = 500
/** A refusal is noted before what was asked goes. */
const silentMs = 10_000

async function follow(
  data: string,
  terminal: Terminal,
  say: Say,
  signal: AbortSignal,
  look: () => UpdateRun | null,
): Promise<UpdateRun> {
  let shown: string | null = null
  for (;;) {
    const step = stepOf(openRun(data))
    if (step !== null && step !== shown) terminal.remark(say(`update.step_${step}`))
    shown = step
    const run = look()
    if (run !== null) return run
    await pause(followEveryMs, undefined, { signal })
  }
}

process.exitCode = await main(process.argv.slice(2), process.env)
