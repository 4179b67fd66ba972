import type { DeviceDraft } from './device-draft.ts'

export type DraftField = keyof DeviceDraft

const fields: readonly DraftField[] = [
  'name',
  'type',
  'place',
  'address',
  'mac',
  'parentId',
  'inService',
  'quietHours',
  'probes',
]

/** A probe's key is of its draft alone, so that two drafts of one device do not differ by it. */
const same = (one: unknown, other: unknown): boolean => text(one) === text(other)
const text = (value: unknown) => JSON.stringify(value, (name, part: unknown) => (name === 'key' ? undefined : part))

export const isDirty = (mine: DeviceDraft, before: DeviceDraft): boolean =>
  fields.some((field) => !same(mine[field], before[field]))

/** What I changed and somebody else changed differently meanwhile. */
export const conflictsOf = (mine: DeviceDraft, before: DeviceDraft, theirs: DeviceDraft): DraftField[] =>
  fields.filter(
    (field) =>
      !same(mine[field], before[field]) && !same(theirs[field], before[field]) && !same(mine[field], theirs[field]),
  )

/** My draft on top of theirs: what I did not touch is as they left it. */
export function mergeDraft(mine: DeviceDraft, before: DeviceDraft, theirs: DeviceDraft): DeviceDraft {
  const touched = fields.filter((field) => !same(mine[field], before[field]))
  return { ...theirs, ...Object.fromEntries(touched.map((field) => [field, mine[field]])) }
}
