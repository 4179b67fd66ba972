import type { Database } from './database.ts'
import { bars } from './sql/bars.ts'
import * as entries from './sql/entries.ts'
import * as incidents from './sql/incidents.ts'
import * as journal from './sql/journal.ts'
import * as keep from './sql/keep.ts'
import * as measurements from './sql/measurements.ts'
import * as notices from './sql/notices.ts'
import * as outbox from './sql/outbox.ts'
import * as pairings from './sql/pairings.ts'
import * as people from './sql/people.ts'
import { pruneStep } from './sql/prune.ts'
import * as recipients from './sql/recipients.ts'
import * as reports from './sql/reports.ts'
import * as runs from './sql/runs.ts'
import { summarise } from './sql/summary.ts'
import * as tokens from './sql/tokens.ts'

/** What changes nothing: answered at once, between the groups of writes. */
export const reads = {
  addressOfLink: recipients.addressOfLink,
  anyone: people.anyone,
  appPassword: pairings.appPassword,
  allKept: keep.allKept,
  bars,
  endedOfIncidents: entries.endedOfIncidents,
  entriesBetween: entries.entriesBetween,
  entriesExplainedBy: entries.entriesExplainedBy,
  entriesOf: entries.entriesOf,
  entriesOfIncidents: entries.entriesOfIncidents,
  entryOf: entries.entryOf,
  failReports: reports.failReports,
  findLogin: people.findLogin,
  incidentOf: incidents.incidentOf,
  itemOf: outbox.itemOf,
  itemsOfRun: outbox.itemsOfRun,
  kept: keep.kept,
  latestRun: runs.latestRun,
  listEntries: entries.listEntries,
  listIncidents: incidents.listIncidents,
  listNotices: notices.listNotices,
  listRuns: runs.listRuns,
  listTokens: tokens.listTokens,
  mailsOfRuns: runs.mailsOfRuns,
  newestEntry: entries.newestEntry,
  openEntries: entries.openEntries,
  openIncidents: incidents.openIncidents,
  openNotices: notices.openNotices,
  openOutlines: entries.openOutlines,
  pairedBy: pairings.pairedBy,
  runOf: runs.runOf,
  series: measurements.series,
  sessionOf: people.sessionOf,
  sessionsOf: people.sessionsOf,
  standingOf: recipients.standingOf,
  summarise,
  tokenOf: tokens.tokenOf,
  userOf: people.userOf,
  waitingItems: outbox.waitingItems,
}

/** What writes: done in groups, answered when its group is on disk. */
export const writes = {
  addFirstUser: people.addFirstUser,
  addItems: outbox.addItems,
  addLinks: recipients.addLinks,
  addSession: people.addSession,
  addToken: tokens.addToken,
  applyChanges: journal.applyChanges,
  carryOverStops: recipients.carryOverStops,
  changeIncident: incidents.changeIncident,
  claimItems: outbox.claimItems,
  endSession: people.endSession,
  endSessionsBefore: people.endSessionsBefore,
  handOver: pairings.handOver,
  ingest: journal.ingest,
  keepAll: keep.keepAll,
  markAgain: outbox.markAgain,
  markFailed: outbox.markFailed,
  markSent: outbox.markSent,
  pair: pairings.pair,
  pruneStep,
  recordRun: runs.recordRun,
  releaseItems: outbox.releaseItems,
  revokeToken: tokens.revokeToken,
  setAppPassword: pairings.setAppPassword,
  setRunReason: runs.setRunReason,
  setStopped: recipients.setStopped,
  tellRecipients: recipients.tellRecipients,
  touchSession: people.touchSession,
  touchToken: tokens.touchToken,
  unpair: pairings.unpair,
  writeBuckets: measurements.writeBuckets,
}

type Operations = typeof reads & typeof writes
export type OperationName = keyof Operations
export type ArgsOf<N extends OperationName> = Operations[N] extends (db: Database, ...args: infer A) => unknown
  ? A
  : never
export type ResultOf<N extends OperationName> = ReturnType<Operations[N]>
