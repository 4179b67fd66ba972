import type { ActivitySummary, EntryOutline, EntryRecord, NoticeRecord } from '@sereno/shared/activity.ts'
import type { Change, NewEntry, NewNotice } from '@sereno/shared/change.ts'
import type { DeviceState, SeriesPoint } from '@sereno/shared/device.ts'
import type { Page } from '@sereno/shared/field.ts'
import type { IncidentPatch, IncidentRecord } from '@sereno/shared/incident.ts'
import type { Counts, RunReason, RunTrigger } from '@sereno/shared/integration.ts'
import type { Kind } from '@sereno/shared/kind.ts'
import type { Retention, VenueDocument } from '@sereno/shared/venue.ts'
import type { z } from 'zod'
import type { Audit } from './audit-types.ts'
import type { Avatars } from './avatar-types.ts'
import type { Bar, BarSpan } from './bars.ts'
import type { Erasure } from './erasure-types.ts'
import type { IncidentFilter, LogFilter } from './filters.ts'
import type { Notifications } from './notification-types.ts'
import type { NewOutboxItem, Outbox } from './outbox-types.ts'
import type { PageRequest } from './page-request.ts'
import type { Pairings } from './pairing-types.ts'
import type { Passkeys } from './passkey-types.ts'
import type { People, WaysIn } from './people-types.ts'
import type { Pushes } from './push-types.ts'
import type { Recipients } from './recipient-types.ts'
import type { Referrals } from './referral-types.ts'
import type { FailReports, TroubledSpan } from './report-types.ts'
import type { RolloutDesk } from './rollout-types.ts'
import type { SecondSteps } from './second-step-types.ts'
import type { Talk } from './talk-types.ts'
import type { Tickets } from './ticket-types.ts'
import type { PrivateTokens, Tokens } from './token-types.ts'
import type { Told } from './told-types.ts'
import type { Webhooks } from './webhook-types.ts'

/** Times in this file are ms since 1970; what the store gives back for the API carries ISO texts. */

/** `venue.json`: what people set. The document in memory is always the one in force. */
export interface Book {
  read(): Readonly<VenueDocument>
  /**
   * Changes the document: `edit` gets a copy, the result is checked, written and synced; resolves once it is on disk.
   * Changes are made one after the other. Throws `BookFault` (`invalid`, with the place and reason) and changes nothing.
   */
  change(
    edit: (draft: VenueDocument) => void,
    /** Called with both before the file is written, again where that begins anew; a change that it refuses is not made. */
    announce?: (before: Readonly<VenueDocument>, after: Readonly<VenueDocument>) => Promise<void>,
  ): Promise<Readonly<VenueDocument>>
  /** Called after every change, also one made by hand in the file. Returns how to stop. */
  onChange(listener: (now: Readonly<VenueDocument>, before: Readonly<VenueDocument>) => void): () => void
  /** A hand edit that was refused, until the file is right again; the last good document stays in force. */
  refusal(): Refusal | null
  close(): Promise<void>
}

/** Why the text in `venue.json` is not in force. */
export interface Refusal {
  at: number
  /** From 1; `null` where the fault has no place in the text. */
  line: number | null
  column: number | null
  /** As in `devices[2].address`; empty for the text as a whole. */
  path: string
  /** A word of `problem.json`, or zod's; then `issue` is what it found. */
  reason: string
  issue?: z.core.$ZodIssue
}

/** Some entries of an incident, and how many of that sort it has. */
export interface IncidentEntries {
  incidentId: string
  count: number
  first: EntryRecord[]
}

/** The activity log with its incidents and notices. */
export interface Journal {
  /** Writes all changes in one transaction; resolves with the records they made, once they are on disk. */
  apply(changes: Change[]): Promise<{ entries: EntryRecord[]; notices: NoticeRecord[]; incidents: IncidentRecord[] }>
  /** Entries and notices of others, all or none; a repeated `key` is counted and left alone. */
  ingest(
    entries: NewEntry[],
    notices: (NewNotice & { key: string | null })[],
  ): Promise<{ accepted: number; repeated: number; entries: EntryRecord[]; notices: NoticeRecord[] }>
  openEntries(): Promise<EntryRecord[]>
  /** The same without their details, for those who ask often. */
  openOutlines(): Promise<EntryOutline[]>
  openNotices(): Promise<NoticeRecord[]>
  openIncidents(): Promise<IncidentRecord[]>
  entry(id: string): Promise<EntryRecord | null>
  /** Those of these that are there, in no order. */
  entries(ids: string[]): Promise<EntryRecord[]>
  /** What an entry explains, oldest first; at most 100. */
  explainedBy(id: string): Promise<EntryRecord[]>
  /** Entries whose span touches [since, until), newest `at` first, then by sequence; a cursor stays valid while entries are added. */
  list(filter: LogFilter, page: PageRequest): Promise<Page<EntryRecord>>
  /** The same, as pages of up to 100, for streams: a few ms of work each. */
  pages(filter: LogFilter): AsyncIterable<EntryRecord[]>
  /** For the digest: every entry of these kinds whose span touches [since, until), oldest first; at most 10,000. */
  between(since: number, until: number, kinds: readonly Kind[]): Promise<EntryRecord[]>
  summary(filter: LogFilter & { since: string; until: string }): Promise<ActivitySummary>
  incidents(page: PageRequest & IncidentFilter): Promise<Page<IncidentRecord>>
  incident(id: string): Promise<IncidentRecord | null>
  /** Opened or closed from a moment on, oldest first; at most 500. */
  incidentsSince(at: number): Promise<IncidentRecord[]>
  /** Of each incident that has any: how many entries, and the `most` that weigh most: open ones, then by kind, then by age. */
  entriesOf(incidentIds: string[], most: number): Promise<IncidentEntries[]>
  /** Of each incident that has any: how many of its entries are over, and the newest `most` of those. */
  endedOf(incidentIds: string[], most: number): Promise<IncidentEntries[]>
  /** Failures that others report while devices are in trouble. */
  failReports(spans: TroubledSpan[]): Promise<FailReports>
  changeIncident(id: string, patch: IncidentPatch, by: string, at: number): Promise<IncidentRecord | null>
  notices(page: PageRequest & { deviceId?: string | undefined }): Promise<Page<NoticeRecord>>
  notice(id: string): Promise<NoticeRecord | null>
  /** When the newest entry began, for the trust in the clock; `null` in an empty log. */
  newest(): Promise<{ at: number | null; sequence: number }>
}

/** One minute of one device. Latencies in ms. */
export interface MinuteBucket {
  deviceId: string
  /** Start of the minute. */
  at: number
  looks: number
  lost: number
  latencyP10Ms: number | null
  latencyP50Ms: number | null
  latencyP95Ms: number | null
  latencyMaxMs: number | null
  state: DeviceState
}

export interface Measurements {
  /** All buckets of a minute in one transaction; hours are made from minutes as they end. */
  write(buckets: MinuteBucket[]): Promise<void>
  series(deviceId: string, since: number, until: number, stepSeconds: number): Promise<SeriesPoint[]>
  /** Devices that were looked at or failed in the span. */
  bars(span: BarSpan): Promise<Bar[]>
}

export interface RunRecord {
  id: string
  integrationId: string
  at: number
  trigger: RunTrigger
  /** The local day of a daily run, or of a sign of life; one of each for each day and integration. */
  localDate: string | null
  /** The scheduled instant of a daily run: the next window begins here, but after a quiet day. */
  scheduledAt: number | null
  since: number
  until: number
  test: boolean
  reason: RunReason
  total: number
  counts: Counts
  /** The threshold in force; `null` in runs of before it was written down. */
  minimumErrors: number | null
  digestId: string | null
}

/** When an integration last sent something, ms since 1970: what was planned for an instant counts as of that. */
export interface RunMails {
  /** Any mail, also an all-clear or a sign of life. */
  mailAt: number | null
  /** A mail that had errors to report. */
  reportAt: number | null
  firstAt: number | null
  /** Since when each daily run went on from the one before it: a rest, or a box that was off, leaves a gap. */
  watchedAt: number | null
}

export interface Runs {
  /** Writes the run with its mails in one transaction. `false`: that day has its run already, nothing was written. */
  record(run: RunRecord, items: NewOutboxItem[]): Promise<boolean>
  setReason(id: string, reason: RunReason): Promise<void>
  list(integrationId: string, page: PageRequest): Promise<Page<RunRecord>>
  get(id: string): Promise<RunRecord | null>
  latest(integrationId: string): Promise<RunRecord | null>
  latestDaily(integrationId: string): Promise<RunRecord | null>
  /** Tests went to one person alone: they count only where `withTests`. */
  mails(integrationId: string, withTests: boolean): Promise<RunMails>
}

/** Small things that must survive a restart: the judge's memories, the claim code. Plain JSON, by key. */
export interface Keep {
  get(key: string): Promise<unknown>
  all(prefix: string): Promise<[key: string, value: unknown][]>
  /** `null` forgets. All in one transaction. */
  set(values: Record<string, unknown>): Promise<void>
}

/** A damaged database lies beside as `file`; a new one was begun, with the rows that could be saved, by table. */
export interface Damage {
  at: number
  file: string
  reason: string
  saved: Record<string, number>
}

/** `sereno.db`. */
export interface Store {
  /** Made once with the database; with the sequence numbers it names every entry for good. */
  databaseId: string
  /** The database was made at this start, and takes no other's place. */
  isNew: boolean
  /** Why nothing of this store is on the disk; `null` where all is. What has to be remembered is refused meanwhile. */
  inMemory: 'disk_full' | 'disk_readonly' | null
  /** Set where the database was found damaged at this start. */
  damaged: Damage | null
  journal: Journal
  measurements: Measurements
  outbox: Outbox
  runs: Runs
  people: People
  waysIn: WaysIn
  tokens: Tokens
  privateTokens: PrivateTokens
  secondSteps: SecondSteps
  passkeys: Passkeys
  pairings: Pairings
  recipients: Recipients
  referrals: Referrals
  rollout: RolloutDesk
  avatars: Avatars
  notifications: Notifications
  tickets: Tickets
  talk: Talk
  audit: Audit
  erasure: Erasure
  /** Forgets what happened and was measured, but for what lasts now. */
  resetHistory(): Promise<void>
  webhooks: Webhooks
  told: Told
  push: Pushes
  keep: Keep
  /** Deletes what is older than it should be kept, in small steps; gives the conversations that are over by it. */
  prune(retention: Retention, now: number): Promise<string[]>
  /** Whether a write reaches the disk just now; the reason where it does not. */
  health(): Promise<{ ok: true } | { ok: false; reason: 'disk_full' | 'disk_readonly' | 'failed'; detail: string }>
  close(): Promise<void>
}
