import type { Detail, Source } from '@sereno/shared/activity.ts'
import { type Cause, isCause, kindOf } from '@sereno/shared/cause.ts'
import type { Change } from '@sereno/shared/change.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import { checkinProbe } from './checkin.ts'
import { keyOf } from './key.ts'
import type { Condition } from './types.ts'

/** An open entry, as far as it is needed here; an `EntryRecord` is one. */
export interface OpenEntry {
  id: string
  at: string
  cause: string
  probe: string | null
  source: Source
  occurrences: number
  attempts: number
  detail: Detail
  explainedBy: string | null
}

/** What is open for one device, or for the agent itself. */
export interface Open {
  incidentId: string | null
  entries: readonly OpenEntry[]
  notices: readonly { id: string; cause: string; detail?: Detail }[]
  /** When entries of this device began that have ended since, for those that are written only so often. */
  recent?: readonly { cause: string; at: string }[]
}

export interface Scene {
  deviceId: string | null
  deviceName: string | null
  at: number
  source: Source
  makeId(): string
  /** The open entry of the parent that is down: what is Offline here is explained by it, and is not ended meanwhile. */
  parentEntry?: string | null
}

/** True of one check alone: written with its end. */
const moments: readonly Cause[] = ['roamed', 'late_answer', 'ip_changed']

const hourMs = 3_600_000
/** Causes of which at most one entry begins within a span. */
const atMostOnePer: Partial<Record<Cause, { ms: number; only?: (detail: Detail) => boolean }>> = {
  wifi_flapping: { ms: hourMs },
  snmp_config: { ms: 24 * hourMs },
  agent_network: { ms: hourMs, only: (detail) => detail.reason === 'local_errors' },
}
/** An Offline that began this long before its parent's is a failure of its own. */
const sameOutageMs = 120_000

/**
 * What a verdict changes in the log: opens what is new, counts what is still there, ends what is gone. An incident spans
 * the time in which a device has at least one open entry.
 * @param believed everything that is believed of the device now
 */
export function reconcile(open: Open, believed: readonly Condition[], scene: Scene): Change[] {
  const failures = believed.flatMap((condition) => {
    const kind = kindOf(condition.cause)
    return kind === null ? [] : [{ ...condition, kind }]
  })
  const mine = open.entries.filter((entry) => entry.source === scene.source || entry.source === sourceOf(entry, scene))
  const kept = new Set<string>()
  const changes: Change[] = []
  const fresh: (Condition & { kind: Kind })[] = []

  for (const failure of failures) {
    const entry = mine.find((one) => keyOf(one) === keyOf(failure))
    if (entry && !outgrown(entry, failure.kind, scene)) {
      kept.add(entry.id)
      changes.push(...repeated(entry, failure), ...explained(entry, scene))
    } else if (entry || mayBegin(failure, open, scene)) fresh.push(failure)
  }
  for (const entry of mine) {
    if (kept.has(entry.id)) continue
    if (isBehindParent(entry, scene)) {
      kept.add(entry.id)
      changes.push(...explained(entry, scene))
    } else changes.push({ do: 'end', id: entry.id, at: scene.at, occurrences: entry.occurrences })
  }

  const others = open.entries.length - mine.length
  const incidentId = open.incidentId ?? scene.makeId()
  if (fresh.length > 0 && open.incidentId === null) {
    const { deviceId, deviceName, at } = scene
    changes.push({ do: 'open_incident', id: incidentId, deviceId, deviceName, at })
  }
  for (const failure of fresh) changes.push(opened(failure, incidentId, scene))
  if (open.incidentId !== null && kept.size + fresh.length + others === 0) {
    changes.push({ do: 'close_incident', id: open.incidentId, at: scene.at })
  }
  return [...changes, ...notices(open, believed, scene)]
}

/** What an iPad told came to us by its check-in; the checks of its device end it all the same. */
const sourceOf = ({ probe }: { probe: string | null }, scene: Scene): Source =>
  scene.source === 'probe' && probe === checkinProbe ? 'checkin' : scene.source

/** Counted on by each look that showed it again; what others wrote into the detail (the names of children) stays. */
function repeated(entry: OpenEntry, failure: Condition): Change[] {
  const isRecast = entry.cause !== failure.cause
  if (!isRecast && failure.seenAt !== undefined && failure.seenAt <= lastSeen(entry)) return []
  const { children } = entry.detail
  const seen = failure.seenAt === undefined ? {} : { lastAt: new Date(failure.seenAt).toISOString() }
  const detail = { ...failure.detail, ...seen, ...(children === undefined ? {} : { children }) }
  const attempts = Math.max(entry.attempts, failure.attempts)
  const better = isRecast ? { recast: { cause: failure.cause, rule: failure.rule, probe: failure.probe } } : {}
  return [{ do: 'repeat', id: entry.id, occurrences: entry.occurrences + 1, attempts, detail, ...better }]
}

const lastSeen = ({ detail, at }: OpenEntry): number =>
  Date.parse(typeof detail.lastAt === 'string' ? detail.lastAt : at)

/** It was explained by a parent that is back: what is still wrong gets an entry that counts. */
const outgrown = (entry: OpenEntry, kind: Kind, scene: Scene): boolean =>
  kind === 'Offline' && entry.explainedBy !== null && !scene.parentEntry

const isBehindParent = (entry: OpenEntry, { parentEntry }: Scene): boolean =>
  typeof parentEntry === 'string' && isCause(entry.cause) && kindOf(entry.cause) === 'Offline'

function explained(entry: OpenEntry, scene: Scene): Change[] {
  const { parentEntry, at } = scene
  const ownFailure = at - Date.parse(entry.at) > sameOutageMs
  if (!parentEntry || !isBehindParent(entry, scene) || entry.explainedBy !== null || ownFailure) return []
  return [{ do: 'explain', id: entry.id, explainedBy: parentEntry }]
}

function mayBegin(failure: Condition, open: Open, scene: Scene): boolean {
  const limit = atMostOnePer[failure.cause]
  if (!limit || limit.only?.(failure.detail) === false) return true
  return !open.recent?.some(
    ({ cause, at }) => cause === failure.cause && Math.abs(scene.at - Date.parse(at)) < limit.ms,
  )
}

function opened(failure: Condition & { kind: Kind }, incidentId: string, scene: Scene): Change {
  return {
    do: 'open',
    entry: {
      id: scene.makeId(),
      at: scene.at,
      endedAt: null,
      kind: failure.kind,
      cause: failure.cause,
      deviceId: scene.deviceId,
      deviceName: scene.deviceName,
      probe: failure.probe,
      source: sourceOf(failure, scene),
      attempts: failure.attempts,
      occurrences: 1,
      incidentId,
      explainedBy: failure.kind === 'Retry' ? (scene.parentEntry ?? null) : null,
      rule: failure.rule,
      detail: failure.detail,
      text: null,
      key: null,
    },
  }
}

function notices(open: Open, believed: readonly Condition[], scene: Scene): Change[] {
  const found = believed.filter(({ cause }) => kindOf(cause) === null)
  const lasting = new Set(found.filter(({ cause }) => !moments.includes(cause)).map(({ cause }) => cause as string))
  const changes: Change[] = []
  for (const { id, cause } of open.notices) {
    if (!lasting.has(cause)) changes.push({ do: 'end_notice', id, at: scene.at })
  }
  for (const { cause, probe, rule, detail } of found) {
    const moment = moments.includes(cause)
    if (!moment && open.notices.some((one) => one.cause === cause)) continue
    const { deviceId, deviceName, at } = scene
    const facts = { ...detail, rule, probe }
    const notice = {
      id: scene.makeId(),
      at,
      endedAt: moment ? at : null,
      cause,
      deviceId,
      deviceName,
      detail: facts,
      text: null,
    }
    changes.push({ do: 'notice', notice })
  }
  return changes
}
