import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type UpdateAsk, updateAsk, updateFiles } from '@sereno/shared/update-record.ts'
import type { Kept } from '../watchdog.ts'
import { type Beginning, beginRun, noteCheck } from './begin-run.ts'
import { changesUpTo, fetchVersions, newestHere, UpdateRefusal } from './clone.ts'
import { openRun, readRecord, switchCode, writeRecord } from './record.mjs'
import { supervisorOf } from './supervisor.mjs'
import { answerUpdating } from './updating-answer.ts'

const lookEveryMs = 1000

interface Taking extends Omit<Beginning, 'stop' | 'signal'> {
  kept: Kept
  host: string
  port: number
}

/** Does what is asked in the state folder, by the agent for somebody at its dashboard, or by the command beside it. */
export function takeAsks(taking: Taking): void {
  const { data } = taking
  // What was asked before this start is not wanted any more; what was asked while it was built is.
  const since = supervisorOf(data)?.since ?? new Date().toISOString()
  if ((readAsk(data)?.at ?? '') < since) dropAsk(data)
  let isBusy = false
  setInterval(() => {
    if (isBusy) return
    const ask = readAsk(data)
    if (ask === null) return
    isBusy = true
    // What went wrong is in the record, for who asked.
    void doAsked(ask, taking)
      .catch((fault: Error) => process.stderr.write(`${fault.message}\n`))
      .finally(() => {
        dropAsk(data)
        isBusy = false
      })
  }, lookEveryMs)
}

/** What was asked stands there until the record tells of it: who asked sees no moment in which it seems forgotten. */
function dropAsk(data: string): void {
  try {
    rmSync(join(data, updateFiles.ask), { force: true })
  } catch (fault) {
    process.stderr.write(`${(fault as Error).message}\n`)
  }
}

function readAsk(data: string): UpdateAsk | null {
  try {
    return updateAsk.parse(JSON.parse(readFileSync(join(data, updateFiles.ask), 'utf8')))
  } catch {
    return null
  }
}

async function doAsked({ action, to }: UpdateAsk, taking: Taking): Promise<void> {
  const { root, data, kept, host, port } = taking
  const signal = new AbortController().signal
  if (action === 'check') return noteCheck(data, () => lookForNewer(root, signal))
  const before = readRecord(data).run?.startedAt
  let endAnswer = async () => {}
  const stop = async () => {
    if (!(await kept.hold())) throw new UpdateRefusal('not_stopped')
    endAnswer = await answerUpdating({ host, port, since: openRun(data)?.startedAt ?? new Date().toISOString() })
  }
  try {
    await beginRun(action, to, { ...taking, signal, stop, onBegun: () => dropAsk(data) })
  } catch (fault) {
    noteRefused(data, fault, before)
    await endAnswer()
    kept.release()
    throw fault
  }
  await endAnswer()
  process.exit(switchCode)
}

export async function lookForNewer(
  root: string,
  signal: AbortSignal,
): Promise<{ newest: string | null; changes: string }> {
  await fetchVersions(root, undefined, signal)
  const newest = newestHere(root)
  return { newest, changes: newest === null ? '' : changesUpTo(root, newest) }
}

/**
 * One that was refused before it began leaves no run after the one `before`; who asked hears of it beside what is known of
 * newer versions.
 */
function noteRefused(data: string, fault: unknown, before: string | undefined): void {
  const record = readRecord(data)
  if (record.run?.startedAt !== before) return
  const known = record.check ?? { newest: null, changes: '' }
  const at = new Date().toISOString()
  const refusal = fault instanceof UpdateRefusal ? fault : new UpdateRefusal('failed', (fault as Error).message)
  const check = { ...known, at, fault: refusal.fault, detail: refusal.detail.slice(-4000) }
  try {
    writeRecord(data, { ...record, check })
  } catch (unwritten) {
    process.stderr.write(`${(unwritten as Error).message}\n`)
  }
}
