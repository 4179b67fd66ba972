import type { UpdateRecord, UpdateRun } from '@sereno/shared/update-record.ts'
import { dropNext } from './change-places.mjs'
import { changedHere, fetchVersions, placeHere, placeOfUpdate, UpdateRefusal } from './clone.ts'
import { copyState } from './copy-state.ts'
import { reasonsAt } from './keep-running.mjs'
import { noteOver } from './note-over.mjs'
import { prepareBeside } from './prepare-beside.ts'
import { noteStep, readRecord, writeRecord } from './record.mjs'
import { supervisorsOn } from './supervisor.mjs'

export interface Patience {
  answer: number
  ready: number
}

export interface Beginning {
  root: string
  data: string
  /** Where the agent answers. */
  url: string
  patience: Patience
  signal: AbortSignal
  /** The run is in the record now. */
  onBegun?(): void
  /** Ends the agent, if one runs; what comes after is between two versions. @throws {UpdateRefusal} `not_stopped` */
  stop(): Promise<void>
}

export const usualPatience: Patience = { answer: 600, ready: 90 }

/**
 * Does all of an update or rollback up to the change of places, which is for who runs us (`keep-running.mjs`); each step is
 * in `update.json` before it is begun.
 * @throws {UpdateRefusal} with the record saying so where the run had begun
 */
export async function beginRun(kind: 'apply' | 'rollback', asked: string | null, beginning: Beginning): Promise<void> {
  const { root, data, url, signal } = beginning
  // Its program would change under another agent that nobody asked.
  const other = supervisorsOn(root).find((one) => one.data !== data)
  if (other) throw new UpdateRefusal('shared_clone', other.data)
  const run = await (kind === 'apply' ? updateTo(asked, beginning) : wayBack(beginning))
  run.unready = (await reasonsAt(`${url}/readyz`)) ?? []
  writeRecord(data, { ...readRecord(data), run })
  noteStep(data, 'preparing')
  beginning.onBegun?.()
  try {
    await prepareBeside(root, run.to, kind === 'rollback', signal)
    noteStep(data, 'stopping')
    await beginning.stop()
    noteStep(data, 'prepared', { copy: copied(data) })
  } catch (fault) {
    const refusal = fault instanceof UpdateRefusal ? fault : new UpdateRefusal('failed', (fault as Error).message)
    dropNext(root)
    noteOver(data, refusal)
    throw refusal
  }
}

function copied(data: string) {
  try {
    return copyState(data, new Date().toISOString(), [readRecord(data).before?.backup ?? ''])
  } catch (fault) {
    throw new UpdateRefusal('backup_failed', (fault as Error).message)
  }
}

async function updateTo(asked: string | null, { root, patience, signal }: Beginning): Promise<UpdateRun> {
  refuseChanged(root)
  await fetchVersions(root, undefined, signal)
  return fresh({ kind: 'update', from: placeHere(root), to: placeOfUpdate(root, asked), patience })
}

async function wayBack({ root, data, patience }: Beginning): Promise<UpdateRun> {
  refuseChanged(root)
  const { before, run }: UpdateRecord = readRecord(data)
  const from = placeHere(root)
  if (before === null) throw new UpdateRefusal('no_way_back')
  if (run?.outcome === 'done' && run.to.commit !== from.commit) throw new UpdateRefusal('changed_by_hand')
  const { version, commit, branch, backup, schema } = before
  return fresh({ kind: 'rollback', from, to: { version, commit, branch }, patience, older: { backup, schema } })
}

function refuseChanged(root: string): void {
  const changed = changedHere(root)
  if (changed.length > 0) throw new UpdateRefusal('changed_by_hand', changed.slice(0, 10).join('\n'))
}

const fresh = (run: Pick<UpdateRun, 'kind' | 'from' | 'to' | 'patience'> & Partial<UpdateRun>): UpdateRun => ({
  startedAt: new Date().toISOString(),
  steps: [],
  copy: null,
  older: null,
  unready: [],
  endedAt: null,
  outcome: null,
  fault: null,
  detail: '',
  isDatabaseRestored: false,
  areSettingsRestored: false,
  ...run,
})

/** Looks for newer versions and notes what was found. @throws {UpdateRefusal} */
export async function noteCheck(
  data: string,
  look: () => Promise<{ newest: string | null; changes: string }>,
): Promise<void> {
  const at = new Date().toISOString()
  try {
    const found = await look()
    writeRecord(data, { ...readRecord(data), check: { at, ...found, fault: null, detail: '' } })
  } catch (fault) {
    const refusal = fault instanceof UpdateRefusal ? fault : new UpdateRefusal('failed', (fault as Error).message)
    const { check, ...rest } = readRecord(data)
    const known = check ?? { newest: null, changes: '' }
    writeRecord(data, { ...rest, check: { ...known, at, fault: refusal.fault, detail: refusal.detail.slice(-4000) } })
    throw refusal
  }
}
