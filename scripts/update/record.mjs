// `update.json` as plain JavaScript: it is read before anything is installed. `@sereno/shared/update-record.ts` says what
// is in it.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** @typedef {import('@sereno/shared/update-record.ts').UpdateRecord} UpdateRecord */
/** @typedef {import('@sereno/shared/update-record.ts').UpdateRun} UpdateRun */
/** @typedef {import('@sereno/shared/update-record.ts').UpdateStep} UpdateStep */
/** @typedef {import('@sereno/shared/update-record.ts').UpdateFault} UpdateFault */

/** With this a start asks for what it prepared to be put in its place (`keep-running.mjs`). */
export const switchCode = 76

const most = 4000

/** @param {string} data @returns {UpdateRecord} */
export function readRecord(data) {
  try {
    const told = JSON.parse(readFileSync(join(data, 'update.json'), 'utf8'))
    return { check: told.check ?? null, run: told.run ?? null, before: told.before ?? null }
  } catch {
    return { check: null, run: null, before: null }
  }
}

/** Whole on the disk when this returns, or the one before still is. @param {string} data @param {UpdateRecord} record */
export function writeRecord(data, record) {
  writeDurably(join(data, 'update.json'), JSON.stringify(record, null, 2))
}

/** @param {string} file @param {string} text */
export function writeDurably(file, text) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const handle = openSync(`${file}.tmp`, 'w', 0o600)
  writeFileSync(handle, text)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(`${file}.tmp`, file)
  // Windows cannot open a folder; there a rename is in the journal of the file system.
  if (process.platform === 'win32') return
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** The update or rollback that was begun and has not ended. @param {string} data @returns {UpdateRun | null} */
export function openRun(data) {
  const { run } = readRecord(data)
  return run?.outcome === null ? run : null
}

/** @param {UpdateRun | null} run @returns {UpdateStep | null} */
export const stepOf = (run) => run?.steps[run.steps.length - 1]?.step ?? null

/** Notes what is done next. @param {string} data @param {UpdateStep} step @param {Partial<UpdateRun>} [more] */
export function noteStep(data, step, more = {}) {
  const record = readRecord(data)
  if (record.run === null) throw new Error('No update was begun')
  const run = { ...record.run, ...more }
  writeRecord(data, {
    ...record,
    run: { ...run, steps: [...run.steps, { step, at: new Date().toISOString() }].slice(-20) },
  })
}

/**
 * Notes how it ended. After an update the version before is the way back; after a rollback there is none.
 * @param {string} data @param {{ fault: UpdateFault, detail: string } | null} failure
 */
export function noteEnd(data, failure) {
  const record = readRecord(data)
  const { run } = record
  if (run === null) return
  const endedAt = new Date().toISOString()
  const isBack = failure === null && run.kind === 'update' && run.copy !== null
  writeRecord(data, {
    ...record,
    // What was known of newer versions was from the one before.
    check: failure === null ? null : record.check,
    before:
      failure === null ? (isBack && run.copy ? { ...run.from, ...run.copy, updatedAt: endedAt } : null) : record.before,
    run: {
      ...run,
      endedAt,
      outcome: failure === null ? 'done' : 'failed',
      fault: failure?.fault ?? run.fault,
      detail: (failure?.detail ?? run.detail).slice(-most),
    },
  })
}

/** The value of a flag as the agent reads it. @param {readonly string[]} args @param {string} name */
function flag(args, name) {
  const at = args.findLastIndex((one) => one === `--${name}` || one.startsWith(`--${name}=`))
  const given = args[at]
  if (given === undefined) return undefined
  return given.includes('=') ? given.slice(given.indexOf('=') + 1) : args[at + 1]
}

/**
 * Where the state is and where the agent will answer, as its own settings say (`agent/src/config.ts`).
 * @param {readonly string[]} args @param {Record<string, string | undefined>} environment
 */
export function placesOf(args, environment) {
  const host = flag(args, 'host') ?? (environment.SERENO_HOST || '0.0.0.0')
  const shown = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
  return {
    data: resolve(flag(args, 'data') ?? (environment.SERENO_DATA || './data')),
    host,
    port: Number(flag(args, 'port') ?? (environment.SERENO_PORT || 7373)),
    address: shown.includes(':') ? `[${shown}]` : shown,
  }
}
