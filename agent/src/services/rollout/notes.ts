import { mostNotes, type RolloutNote } from '@sereno/shared/rollout.ts'
import { iso } from '../../clock.ts'
import { makeId } from '../../store/make-id.ts'
import type { RolloutNoteRecord } from '../../store/rollout-types.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'

export const noteView = (
  { id, at, by, text, userId }: RolloutNoteRecord,
  caller: Pick<Caller, 'userId'>,
): RolloutNote => ({ id, at: iso(at), by, mine: userId === caller.userId, text })

/** Keeps a note of somebody's. @throws {Fault} `notes_full` */
export async function addNote(house: House, text: string, caller: Caller): Promise<RolloutNote> {
  const note = { id: makeId(), userId: caller.userId, at: house.clock.now(), text: text.trim() }
  if (!(await house.store.rollout.addNote(note, mostNotes))) throw new Fault('notes_full')
  return noteView({ ...note, by: caller.fullName }, caller)
}

/** @throws {Fault} `not_found`, also where it is somebody else's */
export async function removeNote(house: House, id: string, caller: Caller): Promise<void> {
  if (!(await house.store.rollout.removeNote(id, caller.userId))) throw new Fault('not_found')
}
