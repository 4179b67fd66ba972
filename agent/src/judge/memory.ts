import type { Contact } from '@sereno/shared/reading.ts'
import type { Condition } from './condition.ts'
import type { HeardCheckin } from './heard-checkin.ts'
import type { Holder } from './whereabouts.ts'

/** One way of looking at a device, as far as earlier checks have shown it. Times are ms since 1970. */
export interface Way {
  /** The probe's type. */
  probe: string
  /** How the last look ended that told something. */
  contact: Contact
  /** It answered at least once in its own protocol, and to us: an SNMP agent that only reports an error has not. */
  answered: boolean
  answeredAt: number | null
  /** Checks in a row without such an answer; counted up to 99. */
  unanswered: number
  /** It was silent while another way answered, so its silence is no news. */
  quiet: boolean
  /** Refusals in a row, and when the first one was. */
  refused: { count: number; since: number } | null
  /** Answers in a row that told nothing of the device's status. */
  statusless: number
  /** ESC/POS offline bits in a row without any other cause. */
  offlineBits: number
  /** Answers of the last hour that came only at a further attempt. */
  lateAt: number[]
}

/**
 * How far the last check that told something came. `quiet`: an iPad that is silent, for less than half an hour or where
 * nobody minds. `folded`: silent behind a parent that is down. `awaited`: still silent when that parent was back.
 */
export type Reach = 'reached' | 'silent' | 'asleep' | 'quiet' | 'folded' | 'awaited'

/** A look at the device's main way: seconds since 1970, and its latency in ms; `null` where the answer was lost. */
export type Sample = [seconds: number, latencyMs: number | null]

/** What the judge remembers of a device between checks; plain JSON of a few kB, kept over a restart. */
export interface Memory {
  version: 1
  checkedAt: number | null
  /** `null` before the first check that told something. */
  reach: Reach | null
  lastSeenAt: number | null
  /** The first check of the silence that lasts. */
  silentSince: number | null
  /** Since when the venue is open, as far as checks have seen it. */
  openSince: number | null
  /** The neighbour entry and the looks contradicted each other in the last check. */
  contradicted: boolean
  /** Silent checks in a row after an answer, as a gap of an iPad; `null` where it was no gap. */
  missed: number | null
  /** Single missed checks of an iPad in the last ten minutes. */
  gapAt: number[]
  /** What an iPad told of itself last; `null` where it never checked in. */
  checkin: HeardCheckin | null
  /** By probe id. */
  ways: Record<string, Way>
  /** What the device said of itself, by probe id. */
  status: Record<string, Condition[]>
  /** What a way's own contact told while others answered, by probe id. */
  contact: Record<string, Condition[]>
  /** What all ways together told. */
  whole: Condition[]
  /** The last ten minutes while the device answered. */
  samples: Sample[]
  /** Who answered for the device's address when two did, how often only one has since, and when they were asked. */
  conflict: { holders: Holder[]; alone: number; heardAt: number } | null
  /** Where the device was found while it did not answer where it is looked for. */
  moved: { from: string; to: string; mac: string } | null
  /** The address at which it answered last. */
  place: string | null
}

export const blankMemory = (): Memory => ({
  version: 1,
  checkedAt: null,
  reach: null,
  lastSeenAt: null,
  silentSince: null,
  openSince: null,
  contradicted: false,
  missed: null,
  gapAt: [],
  checkin: null,
  ways: {},
  status: {},
  contact: {},
  whole: [],
  samples: [],
  conflict: null,
  moved: null,
  place: null,
})

export const blankWay = (probe: string): Way => ({
  probe,
  contact: 'unable',
  answered: false,
  answeredAt: null,
  unanswered: 0,
  quiet: false,
  refused: null,
  statusless: 0,
  offlineBits: 0,
  lateAt: [],
})

/** Bounds of the lists above; the ten minutes of the fastest rate would hold more samples than a verdict needs. */
const bounds = { samples: 120, lateAt: 20, gapAt: 10, conditions: 12 }
const hourMs = 3_600_000
const tenMinutesMs = 600_000
/** After this long without a check of ours, silence before it proves nothing about the time between. */
const longGapMs = 300_000

/**
 * The memory at the beginning of a check: a copy, without probes that are gone, with what is out of date let go. A clock
 * that was set back leaves times of the future: they become now.
 */
export function recall(memory: Memory | null, probeIds: ReadonlySet<string>, at: number): Memory {
  // One that an older program kept lacks what has come since.
  const { samples, ...rest } = { ...blankMemory(), ...memory }
  // A sample never changes: copying them all was most of what a judgement cost.
  const draft: Memory = { ...structuredClone(rest), samples }
  const past = (time: number | null) => (time === null ? null : Math.min(time, at))
  draft.lastSeenAt = past(draft.lastSeenAt)
  draft.silentSince = past(draft.silentSince)
  draft.openSince = past(draft.openSince)
  if (draft.conflict) draft.conflict.heardAt = Math.min(draft.conflict.heardAt, at)
  const blind = draft.checkedAt !== null && Math.abs(at - draft.checkedAt) > longGapMs
  if (blind) forgetStreaks(draft)
  draft.ways = kept(draft.ways, probeIds)
  draft.status = kept(draft.status, probeIds)
  draft.contact = kept(draft.contact, probeIds)
  for (const way of Object.values(draft.ways)) {
    way.lateAt = way.lateAt.filter((time) => time <= at && at - time < hourMs).slice(-bounds.lateAt)
    way.answeredAt = past(way.answeredAt)
    if (way.refused) way.refused.since = Math.min(way.refused.since, at)
  }
  draft.gapAt = draft.gapAt.filter((time) => time <= at && at - time < tenMinutesMs).slice(-bounds.gapAt)
  const secondsAgo = ([seconds]: Sample) => at / 1000 - seconds
  draft.samples = draft.samples.filter((one) => secondsAgo(one) > -1 && secondsAgo(one) <= 600).slice(-bounds.samples)
  draft.checkedAt = at
  return draft
}

function forgetStreaks(draft: Memory): void {
  draft.silentSince = null
  draft.openSince = null
  draft.missed = null
  draft.gapAt = []
  for (const way of Object.values(draft.ways)) way.refused = null
}

function kept<T>(record: Record<string, T>, ids: ReadonlySet<string>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id]) => ids.has(id)))
}

/** Forgets what was believed, and keeps what was learnt of the device: for one that is out of service. */
export function forgetBeliefs(draft: Memory): void {
  forgetStreaks(draft)
  draft.reach = null
  draft.status = {}
  draft.contact = {}
  draft.whole = []
  draft.samples = []
  draft.conflict = null
  draft.moved = null
}

/** Bounds what one probe made us believe. */
export const bounded = (conditions: Condition[]): Condition[] => conditions.slice(0, bounds.conditions)
