import type { Database } from './database.ts'
import { addMailedLinks } from './sql/add-links.ts'
import * as attachments from './sql/attachments.ts'
import * as audit from './sql/audit.ts'
import { avatarOf, setAvatar } from './sql/avatars.ts'
import { bars } from './sql/bars.ts'
import * as entries from './sql/entries.ts'
import * as erase from './sql/erase.ts'
import * as incidents from './sql/incidents.ts'
import * as journal from './sql/journal.ts'
import * as keep from './sql/keep.ts'
import * as links from './sql/mailed-links.ts'
import * as measurements from './sql/measurements.ts'
import * as notices from './sql/notices.ts'
import * as choices from './sql/notification-choices.ts'
import * as outbox from './sql/outbox.ts'
import * as pairings from './sql/pairings.ts'
import * as passkeys from './sql/passkeys.ts'
import * as privateTokens from './sql/private-tokens.ts'
import { pruneStep } from './sql/prune.ts'
import * as pushQueue from './sql/push-queue.ts'
import * as pushes from './sql/push-subscriptions.ts'
import * as recipients from './sql/recipients.ts'
import * as referrals from './sql/referrals.ts'
import * as reports from './sql/reports.ts'
import { resetHistory } from './sql/reset.ts'
import * as rollout from './sql/rollout.ts'
import * as runs from './sql/runs.ts'
import { findTraces } from './sql/scrub-texts.ts'
import * as secondSteps from './sql/second-steps.ts'
import * as sessions from './sql/sessions.ts'
import { summarise } from './sql/summary.ts'
import * as tickets from './sql/tickets.ts'
import * as tokens from './sql/tokens.ts'
import * as told from './sql/told.ts'
import * as users from './sql/users.ts'
import * as deliveries from './sql/webhook-deliveries.ts'
import * as webhooks from './sql/webhooks.ts'
import { writtenMessages } from './sql/written-messages.ts'
import { talkReads, talkWrites } from './talk-operations.ts'

/** What changes nothing: answered at once, between the groups of writes. */
export const reads = {
  addressHistories: rollout.addressHistories,
  addressOfLink: recipients.addressOfLink,
  anyone: users.anyone,
  appPassword: pairings.appPassword,
  allKept: keep.allKept,
  attachmentPart: attachments.attachmentPart,
  attachmentsOf: attachments.attachmentsOf,
  askedRecoveries: links.askedRecoveries,
  avatarOf,
  bars,
  choicesOf: choices.choicesOf,
  countTickets: tickets.countTickets,
  endedOfIncidents: entries.endedOfIncidents,
  entriesBetween: entries.entriesBetween,
  entriesExplainedBy: entries.entriesExplainedBy,
  entriesOf: entries.entriesOf,
  entriesOfIncidents: entries.entriesOfIncidents,
  entryOf: entries.entryOf,
  failReports: reports.failReports,
  findLogin: users.findLogin,
  handedOver: rollout.handedOver,
  incidentOf: incidents.incidentOf,
  lastDigests: rollout.lastDigests,
  lastMailAt: rollout.lastMailAt,
  incidentsSince: incidents.incidentsSince,
  findTraces,
  isUnswept: erase.isUnswept,
  itemOf: outbox.itemOf,
  itemsHeldAt: outbox.itemsHeldAt,
  itemsOfRun: outbox.itemsOfRun,
  itemsSentBetween: outbox.itemsSentBetween,
  kept: keep.kept,
  knownTold: told.knownTold,
  lastTold: told.lastTold,
  latestRun: runs.latestRun,
  leadsOf: referrals.leadsOf,
  listAudit: audit.listAudit,
  listEntries: entries.listEntries,
  listIncidents: incidents.listIncidents,
  listPushSubscriptions: pushes.listPushSubscriptions,
  listNotices: notices.listNotices,
  listRuns: runs.listRuns,
  linkOf: links.linkOf,
  linkOfUser: links.linkOfUser,
  listTickets: tickets.listTickets,
  listTokens: tokens.listTokens,
  listUsers: users.listUsers,
  mailsOfRuns: runs.mailsOfRuns,
  messagesBy: tickets.messagesBy,
  messagesOfTicket: tickets.messagesOfTicket,
  newestEntry: entries.newestEntry,
  openAudits: audit.openAudits,
  noticeOf: notices.noticeOf,
  openEntries: entries.openEntries,
  openIncidents: incidents.openIncidents,
  openLinks: links.openLinks,
  openNotices: notices.openNotices,
  openOutlines: entries.openOutlines,
  pairedBy: pairings.pairedBy,
  passkeyOf: passkeys.passkeyOf,
  passkeysOfUser: passkeys.passkeysOfUser,
  privateTokenByHash: privateTokens.privateTokenByHash,
  privateTokenOf: privateTokens.privateTokenOf,
  pushEvents: pushQueue.pushEvents,
  pushHeads: pushQueue.pushHeads,
  pushKeys: pushes.pushKeys,
  pushQuiet: pushQueue.pushQuiet,
  pushReaders: pushes.pushReaders,
  referralOwner: referrals.referralOwner,
  rolloutDays: rollout.rolloutDays,
  rolloutMarks: rollout.rolloutMarks,
  rolloutNotes: rollout.rolloutNotes,
  removalRefusal: erase.removalRefusal,
  returnedUsers: erase.returnedUsers,
  runOf: runs.runOf,
  secondStepOf: secondSteps.secondStepOf,
  series: measurements.series,
  sessionOf: sessions.sessionOf,
  sessionsOf: sessions.sessionsOf,
  standingOf: recipients.standingOf,
  summarise,
  ...talkReads,
  ticketOf: tickets.ticketOf,
  tokenOf: tokens.tokenOf,
  toldSince: told.toldSince,
  tracesOfUser: erase.tracesOfUser,
  untoldMessages: tickets.untoldMessages,
  tokenById: tokens.tokenById,
  tokensExpiring: tokens.tokensExpiring,
  userOf: users.userOf,
  usersDue: users.usersDue,
  usersOfEmail: users.usersOfEmail,
  listDeliveries: deliveries.listDeliveries,
  listWebhooks: webhooks.listWebhooks,
  unmadeDeliveries: deliveries.unmadeDeliveries,
  waitingItems: outbox.waitingItems,
  webhookHeads: deliveries.webhookHeads,
  webhookOf: webhooks.webhookOf,
  writtenMessages,
}

/** What writes: done in groups, answered when its group is on disk. */
export const writes = {
  addAttachmentPart: attachments.addAttachmentPart,
  addFirstUser: users.addFirstUser,
  addLead: referrals.addLead,
  addItems: outbox.addItems,
  addLinks: recipients.addLinks,
  addMailedLinks,
  addPasskey: passkeys.addPasskey,
  addMessage: tickets.addMessage,
  addRolloutNote: rollout.addRolloutNote,
  addPushSubscription: pushes.addPushSubscription,
  addSession: sessions.addSession,
  addTicket: tickets.addTicket,
  addToken: tokens.addToken,
  addUser: users.addUser,
  addWebhook: webhooks.addWebhook,
  askRecovery: links.askRecovery,
  applyChanges: journal.applyChanges,
  beginAttachment: attachments.beginAttachment,
  beginSecondStep: secondSteps.beginSecondStep,
  beginTold: told.beginTold,
  carryOverErased: erase.carryOverErased,
  carryOverStops: recipients.carryOverStops,
  changeIncident: incidents.changeIncident,
  changeUser: users.changeUser,
  changeWebhook: webhooks.changeWebhook,
  claimItems: outbox.claimItems,
  dropAttachment: attachments.dropAttachment,
  endAttachment: attachments.endAttachment,
  confirmSecondStep: secondSteps.confirmSecondStep,
  endSecondStep: secondSteps.endSecondStep,
  endSession: sessions.endSession,
  endPushQuiet: pushQueue.endPushQuiet,
  enqueueDelivery: deliveries.enqueueDelivery,
  enqueuePushes: pushQueue.enqueuePushes,
  endSessionsBefore: sessions.endSessionsBefore,
  forgetTold: told.forgetTold,
  eraseTraces: erase.eraseTraces,
  handOver: pairings.handOver,
  handOverVenue: rollout.handOver,
  ingest: journal.ingest,
  keepAll: keep.keepAll,
  markAgain: outbox.markAgain,
  markFailed: outbox.markFailed,
  markSeen: tickets.markSeen,
  markSent: outbox.markSent,
  pair: pairings.pair,
  pruneStep,
  recordRun: runs.recordRun,
  redeliver: deliveries.redeliver,
  referralToken: referrals.referralToken,
  releaseItems: outbox.releaseItems,
  removeEndedTokens: tokens.removeEndedTokens,
  removeRolloutNote: rollout.removeRolloutNote,
  removePushSubscription: pushes.removePushSubscription,
  removePasskey: passkeys.removePasskey,
  renamePasskey: passkeys.renamePasskey,
  removeUser: erase.removeUser,
  resetHistory,
  resendTicketMails: tickets.resendTicketMails,
  replaceToken: tokens.replaceToken,
  removeWebhook: webhooks.removeWebhook,
  revokeToken: tokens.revokeToken,
  setAvatar,
  setAppPassword: pairings.setAppPassword,
  setChoices: choices.setChoices,
  setBodies: deliveries.setBodies,
  setMarks: rollout.setMarks,
  setPassword: users.setPassword,
  setPushKeys: pushes.setPushKeys,
  setPrivateToken: privateTokens.setPrivateToken,
  setRunReason: runs.setRunReason,
  setStopped: recipients.setStopped,
  settleAudit: audit.settleAudit,
  settleDelivery: deliveries.settleDelivery,
  settlePush: pushQueue.settlePush,
  settleRecovery: links.settleRecovery,
  signOut: sessions.signOut,
  spreadPush: pushQueue.spreadPush,
  ...talkWrites,
  tellMessage: tickets.tellMessage,
  takeRecoveryCode: secondSteps.takeRecoveryCode,
  takeStep: secondSteps.takeStep,
  tellRecipients: recipients.tellRecipients,
  tellTokenEnds: tokens.tellTokenEnds,
  tellUser: told.tellUser,
  touchPrivateToken: privateTokens.touchPrivateToken,
  touchSession: sessions.touchSession,
  touchToken: tokens.touchToken,
  unmark: rollout.unmark,
  unpair: pairings.unpair,
  usePasskey: passkeys.usePasskey,
  useLink: links.useLink,
  writeAudit: audit.writeAudit,
  writeBuckets: measurements.writeBuckets,
}

/** What is done by itself, between the groups, and outside any transaction. */
export const upkeep = { sweep: erase.sweep }

type Operations = typeof reads & typeof writes & typeof upkeep
export type OperationName = keyof Operations
export type ArgsOf<N extends OperationName> = Operations[N] extends (db: Database, ...args: infer A) => unknown
  ? A
  : never
export type ResultOf<N extends OperationName> = ReturnType<Operations[N]>
