import type { Language } from '@sereno/shared/field.ts'
import type { ErrorFollowUp, Rising } from '@sereno/shared/integration.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Decision } from './decide.ts'

/** Everything a digest is made of. Times are ms since 1970. */
export interface DigestFacts {
  language: Language
  /** The venue's. */
  zone: string
  venue: string
  now: number
  since: number
  until: number
  trigger: 'daily' | 'demand'
  /** Who asked for it. */
  requestedBy: string | null
  form: Pick<ErrorFollowUp, 'name' | 'test' | 'kinds' | 'minimumErrors' | 'includeRecovered' | 'attachCsv'>
  decision: Decision
  /** How many were counted in the 24 hours before the window; `null`: a window of several days compares with nothing. */
  totalBefore: number | null
  /** Kinds that rose day by day, the worst first. */
  rising: readonly Rising[]
  health: { devices: number; lastCheckAt: number | null; diskOk: boolean; waiting: number }
  publicUrl: string
  /** How its readers stop it: a link for each, by address, and whom to write to. */
  stop: { links: ReadonlyMap<string, string>; mailTo: string | null }
}

export interface DigestRow {
  device: string
  kind: Kind
  cause: string
  message: string
  /** How often, first, last, how long. */
  when: string
  advice: string
  explains: string | null
}

/** A digest in the words of its reader; what renders it only lays it out. Nothing in it is escaped. */
export interface Digest {
  language: Language
  venue: string
  subject: string
  /** The worst device, its cause and how long; also what mail programs show beside the subject. */
  lead: string
  verdict: string
  period: string
  counters: { kind: Kind; count: number; meaning: string }[]
  open: { device: string; kind: Kind; text: string }[]
  moreOpen: string | null
  rows: DigestRow[]
  moreRows: string | null
  /** What the attached file holds, where there is one. */
  file: string | null
  timeline: { hour: string; kind: Kind | null }[]
  timelineTitle: string
  timelineKey: string
  comparison: string | null
  /** What rises day by day: a network often announces its incidents so. */
  trend: string | null
  why: string[]
  links: { text: string; url: string }[]
  linksNote: string
  health: string
}
