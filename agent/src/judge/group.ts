import type { Condition } from './condition.ts'
import { ruleOf } from './rule.ts'

/** When a device fell silent: after the look at `from`, which it answered, and before the one at `to`; monotonic ms. */
export interface Fall {
  id: string
  from: number
  to: number
}

/** Devices that fell silent in the same seconds once, so that they hang on something that nobody watches. */
export interface Group {
  id: string
  /** Device ids. */
  members: string[]
  /** When they last fell together, ms since 1970. */
  at: number
}

/** Fewer may fall together by chance. */
const fewest = 3
/** A fall that is known no better than this says little about the moment. */
const widestMs = 30_000
/** A large group is down when so many of it are: one member may hang elsewhere by now. */
const share = 0.8
const forgottenMs = 90 * 24 * 3_600_000
const most = { groups: 20, members: 50 }

/** The falls, this one among them, that may have been at one and the same moment: the most that share an instant. */
export function together(fall: Fall, falls: readonly Fall[]): Fall[] {
  const known = falls.filter(({ from, to }) => to - from <= widestMs)
  let best: Fall[] = []
  for (const { to: instant } of known) {
    if (instant <= fall.from || instant > fall.to) continue
    const sharing = known.filter(({ from, to }) => from < instant && instant <= to)
    if (sharing.length > best.length) best = sharing
  }
  return best
}

/**
 * Whether a learnt group is down: all of its members that answered until now fell together, at least two, or at least three
 * and four in five of them.
 */
export const fell = (fallen: number, standing: number): boolean =>
  fallen >= 2 && (standing === 0 || (fallen >= fewest && fallen / (fallen + standing) >= share))

/**
 * Learns from devices that fell together. A group that they belong to takes in the new ones, and lets go of members that
 * went on answering; a device is in one group at most.
 */
export function learnGroup(
  groups: readonly Group[],
  fallen: readonly string[],
  standing: ReadonlySet<string>,
  at: number,
  makeId: () => string,
): Group[] {
  const current = groups.filter((group) => Math.abs(at - group.at) < forgottenMs)
  if (fallen.length < fewest) return current
  const shared = (group: Group) => group.members.filter((id) => fallen.includes(id)).length
  const known = current.filter((group) => shared(group) >= 2).toSorted((a, b) => shared(b) - shared(a))[0]
  const kept = known?.members.filter((id) => !standing.has(id)) ?? []
  const members = [...new Set([...fallen, ...kept])].slice(0, most.members)
  const others = current
    .filter((group) => group !== known)
    .map((group) => ({ ...group, members: group.members.filter((id) => !members.includes(id)) }))
    .filter((group) => group.members.length >= 2)
  return [{ id: known?.id ?? makeId(), members, at }, ...others].slice(0, most.groups)
}

export const groupCondition = (group: Group, fallen: readonly string[]): Condition => ({
  cause: 'group_down',
  probe: null,
  rule: ruleOf('group_down'),
  attempts: 1,
  detail: {
    group: group.id,
    readings: [`${fallen.length} of ${group.members.length} fell silent in the same seconds`],
  },
})

/** Groups as they were kept; anything else is forgotten. */
export function readGroups(kept: unknown): Group[] {
  const list: unknown[] = Array.isArray(kept) ? kept : []
  return list.flatMap((one) => {
    if (typeof one !== 'object' || one === null || !('id' in one && 'members' in one && 'at' in one)) return []
    const { id, members, at } = one
    if (typeof id !== 'string' || typeof at !== 'number' || !Array.isArray(members)) return []
    return [{ id, at, members: members.filter((member) => typeof member === 'string').slice(0, most.members) }]
  })
}
