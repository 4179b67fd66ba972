// Runs a start, puts a version that it prepared in its place, tries it, and puts the one before back where the new one does
// not become ready. Plain JavaScript of the version that was there when this process began: the new one does not judge itself.
import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { changeBack, changePlaces, dropNext, makeRoom } from './change-places.mjs'
import { noteOver } from './note-over.mjs'
import { noteStep, openRun, placesOf, readRecord, stepOf, switchCode } from './record.mjs'
import { enterSupervisor, supervisorOf } from './supervisor.mjs'

/** @typedef {import('@sereno/shared/update-record.ts').UpdateFault} UpdateFault */
/** @typedef {import('@sereno/shared/update-record.ts').UpdateRun} UpdateRun */

/**
 * @typedef {object} Keeping
 * @property {string} root the clone
 * @property {string} program what is run, below it
 * @property {string[]} args
 * @property {() => void} install sets up what the lockfile says; throws where it cannot
 * @property {() => string} node the Node of the version that is in place
 */

const askEveryMs = 500

/** @param {Keeping} keeping @returns {Promise<number>} the exit code */
export async function keepRunning(keeping) {
  const { root, args } = keeping
  const { data, address, port } = placesOf(args, process.env)
  const isOnlyUpdate = process.env.SERENO_UPDATE_ONLY === '1'
  /** @type {{ child: import('node:child_process').ChildProcess | null, id: string }} */
  const running = { child: null, id: '' }
  let isEnding = false
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      isEnding = true
      running.child?.kill(signal)
    })
  }

  // A demonstration has a state of its own; a second start on the same folder will be refused, and leaves all as it is.
  const isGuest = ['--demo', '--help', '-h'].some((one) => args.includes(one)) || supervisorOf(data) !== null
  // A disk that takes nothing takes no update either, but the watch goes on.
  const isKept = !isGuest && isDone('No update can be done', () => enterSupervisor(data, root))
  if (!isGuest) isDone('What was cut off stays for the next start', goOnAfterCut)
  for (;;) {
    const isTrial = isKept && stepOf(openRun(data)) === 'prepared' && putInPlace()
    if (isOnlyUpdate && !isTrial) return 1
    keeping.install()
    const ended = begin()
    if (isTrial) {
      const failure = await tryOut(ended)
      // Somebody ended all of it: the next start finds it open, and undoes it.
      if (isEnding) return await ended
      if (failure !== null) {
        running.child?.kill('SIGTERM')
        const killer = setTimeout(() => running.child?.kill('SIGKILL'), 30_000)
        await ended
        clearTimeout(killer)
        undo(failure)
        if (isOnlyUpdate || isEnding) return 1
        continue
      }
      noteOver(data, null)
      if (isOnlyUpdate) {
        running.child?.kill('SIGTERM')
        await ended
        return 0
      }
    }
    const code = await ended
    if (isEnding || code !== switchCode) return code
  }

  /** @returns {Promise<number>} */
  function begin() {
    const node = keeping.node()
    const path = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
    const { SERENO_UPDATE_ONLY: _, ...env } = process.env
    running.id = randomUUID()
    const started = spawn(node, [join(root, keeping.program), ...args], {
      cwd: process.cwd(),
      stdio: 'inherit',
      env: { ...env, PATH: path, SERENO_START_ID: running.id, ...(isKept && { SERENO_KEPT: '1' }) },
    })
    running.child = started
    return new Promise((over) => {
      started.on('error', () => over(1))
      started.on('exit', (code, signal) => over(signal ? 1 : (code ?? 1)))
    })
  }

  /** What a kill or a power cut left half done: finished where all was ready, undone where it was under way. */
  function goOnAfterCut() {
    const step = stepOf(openRun(data))
    if (step === null || step === 'prepared') return
    const failure = { fault: /** @type {const} */ ('interrupted'), detail: '' }
    if (step === 'preparing' || step === 'stopping') {
      dropNext(root)
      noteOver(data, failure)
    } else undo(failure)
  }

  /** @returns {boolean} whether the new version is in place now */
  function putInPlace() {
    const run = openRun(data)
    if (run === null) return false
    try {
      makeRoom(root)
      noteStep(data, 'switching')
      changePlaces(root, run.to)
      // A rollback: an older program cannot read the database of a newer one.
      if (run.older !== null) restore(run.older)
      noteStep(data, 'trying')
      keeping.install()
      return true
    } catch (fault) {
      undo({ fault: 'switch_failed', detail: String(/** @type {Error} */ (fault).message) })
      return false
    }
  }

  /**
   * Where it cannot be done, it stays noted as under way: the next start tries again, and what is in place runs meanwhile.
   * @param {{ fault: UpdateFault, detail: string }} failure
   */
  function undo(failure) {
    const run = openRun(data)
    if (run === null) return
    // A second cut must not forget why it is undone.
    const why = run.fault === null ? failure : { fault: run.fault, detail: run.detail }
    isDone('It is not noted', () => noteStep(data, 'undoing', { ...why, detail: why.detail.slice(-4000) }))
    process.stderr.write(`The version before is put back: ${why.fault}\n`)
    const isBack = isDone('It could not be put back', () => {
      changeBack(root, run.from)
      keeping.install()
      if (run.copy !== null) restore(run.copy)
    })
    if (isBack) noteOver(data, why)
  }

  /** Puts back what the version in place cannot read as it is now. @param {{ backup: string, schema: number | null }} copy */
  function restore({ backup, schema }) {
    const program = join(root, 'scripts/update/restore-copy.ts')
    if (!existsSync(program)) return
    const { status, stdout, stderr } = spawnSync(keeping.node(), [program, data, backup, String(schema ?? '')], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr)
    const step = stepOf(readRecord(data).run)
    const told = {
      ...(stdout.includes('database restored') && { isDatabaseRestored: true }),
      ...(stdout.includes('settings are back') && { areSettingsRestored: true }),
    }
    if (step && Object.keys(told).length > 0) isDone('It is not noted', () => noteStep(data, step, told))
  }

  /** @param {Promise<number>} ended @returns {Promise<{ fault: UpdateFault, detail: string } | null>} why it is no good */
  async function tryOut(ended) {
    const run = /** @type {UpdateRun} */ (openRun(data))
    /** @type {{ code: number | null }} */
    const state = { code: null }
    void ended.then((code) => {
      state.code = code
    })
    // Of a clock that nobody sets.
    let until = performance.now() + run.patience.answer * 1000
    let isHeard = false
    let said = 'no answer'
    while (performance.now() < until) {
      if (state.code !== null) return { fault: 'ended', detail: `It ended with code ${state.code}` }
      const reasons = await reasonsAt(`http://${address}:${port}/readyz`, running.id)
      if (reasons !== null) {
        if (reasons.every((one) => run.unready.includes(one))) return null
        if (!isHeard) until = performance.now() + run.patience.ready * 1000
        isHeard = true
        said = reasons.join(', ')
      }
      await pause(askEveryMs)
    }
    return { fault: 'not_healthy', detail: said }
  }
}

/** Whether it was done; why not is said, and stops nothing. @param {string} otherwise @param {() => void} work */
function isDone(otherwise, work) {
  try {
    work()
    return true
  } catch (fault) {
    process.stderr.write(`${otherwise}: ${/** @type {Error} */ (fault).message}\n`)
    return false
  }
}

/**
 * Why an agent says that it is not ready; `null` where none answers, or another than the one that was started as `id`.
 * @param {string} url @param {string} [id] @returns {Promise<string[] | null>}
 */
export async function reasonsAt(url, id) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: 'error' })
    const told = /** @type {{ reasons?: unknown, start?: unknown } | null} */ (await response.json())
    if (!Array.isArray(told?.reasons) || (id !== undefined && told.start !== id)) return null
    return told.reasons.slice(0, 20).map((one) => String(one).slice(0, 100))
  } catch {
    return null
  }
}
