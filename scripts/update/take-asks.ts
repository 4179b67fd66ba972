import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type UpdateAsk, updateAsk, updateFiles } from '@sereno/shared/update-record.ts'
import type { Kept } from '../watchdog.ts'
import { type Beginning, beginRun, noteCheck } from './begin-run.ts'
import { changesUpTo, fetchVersions, newestHere, UpdateRefusal } from './clone.ts'
import { openRun, readRecord, switchCode, writeRecord } from './record.mjs'
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
  // What was asked before this start is not wanted any more.
  dropAsk(data)
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
const dropAsk = (data: string): void => rmSync(join(data, updateFiles.ask), { force: true })

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
  let endAnswer = async () => {}
  const stop = async () => {
    if (!(await kept.hold())) throw new UpdateRefusal('not_stopped')
    endAnswer = await answerUpdating({ host, port, since: openRun(data)?.startedAt ?? new Date().toISOString() })
  }
  try {
    await beginRun(action, to, { ...taking, signal, stop, onBegun: () => dropAsk(data) })
  } catch (fault) {
    noteRefused(data, fault)
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

/** One that was refused before it began leaves no run; who asked hears of it beside what is known of newer versions. */
function noteRefused(data: string, fault: unknown): void {
  const record = readRecord(data)
  if (!(fault instanceof UpdateRefusal) || record.run?.fault === fault.fault) return
  const known = record.check ?? { newest: null, changes: '' }
  const at = new Date().toISOString()
  writeRecord(data, { ...record, check: { ...known, at, fault: fault.fault, detail: fault.detail.slice(-4000) } })
}
