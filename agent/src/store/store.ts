import { dirname } from 'node:path'
import type { EntryRecord } from '@sereno/shared/activity.ts'
import type { Retention } from '@sereno/shared/venue.ts'
import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Audit } from './audit-types.ts'
import type { Erasure } from './erasure-types.ts'
import { StoreFault } from './faults.ts'
import type { LogFilter } from './filters.ts'
import { healthOf } from './health.ts'
import { Link } from './link.ts'
import { makeFolder } from './make-folder.ts'
import type { Outbox } from './outbox-types.ts'
import type { Pairings } from './pairing-types.ts'
import {
  avatarsOf,
  notificationsOf,
  passkeysOf,
  peopleOf,
  privateTokensOf,
  referralsOf,
  secondStepsOf,
  tokensOf,
  waysInOf,
} from './people-desks.ts'
import { pushesOf } from './push-desk.ts'
import type { Recipients } from './recipient-types.ts'
import { rolloutOf } from './rollout-desk.ts'
import { talkOf } from './talk-desk.ts'
import type { Tickets } from './ticket-types.ts'
import { toldOf } from './told-desk.ts'
import type { Journal, Keep, Measurements, Runs, Store } from './types.ts'
import type { Webhooks } from './webhook-types.ts'

/**
 * Opens `sereno.db`, or makes it (mode 0600; its folder 0700), in a thread of its own. Where the disk takes no writes the
 * watch must go on all the same: the store is then in memory (`inMemory` says why) until it is opened again.
 * @throws {StoreFault} where it cannot be opened: `too_new`, `in_use`, `failed`
 */
export async function openStore({ file, log, clock }: { file: string; log: Log; clock: Clock }): Promise<Store> {
  makeFolder(dirname(file))
  const options = { file, log, clock, script: workerScript() }
  let link = new Link(options)
  let inMemory: Store['inMemory'] = null
  try {
    await link.open()
  } catch (fault) {
    const { code } = fault as StoreFault
    if (!(fault instanceof StoreFault) || (code !== 'disk_full' && code !== 'disk_readonly')) throw fault
    log.error({ file, fault: fault.message }, 'The disk takes no writes: the watch goes on in memory until it does')
    inMemory = code
    link = new Link({ ...options, inMemory })
    await link.open()
  }
  return {
    inMemory,
    get databaseId() {
      return link.opened.databaseId
    },
    get isNew() {
      return link.opened.isNew
    },
    get damaged() {
      return link.opened.damaged
    },
    journal: journalOf(link),
    measurements: measurementsOf(link),
    outbox: outboxOf(link),
    runs: runsOf(link),
    people: peopleOf(link),
    waysIn: waysInOf(link),
    tokens: tokensOf(link),
    privateTokens: privateTokensOf(link),
    secondSteps: secondStepsOf(link),
    passkeys: passkeysOf(link),
    pairings: pairingsOf(link),
    recipients: recipientsOf(link),
    referrals: referralsOf(link),
    rollout: rolloutOf(link),
    avatars: avatarsOf(link),
    notifications: notificationsOf(link),
    tickets: ticketsOf(link),
    talk: talkOf(link),
    audit: auditOf(link),
    erasure: erasureOf(link),
    webhooks: webhooksOf(link),
    told: toldOf(link),
    push: pushesOf(link),
    keep: keepOf(link),
    resetHistory: () => link.call('resetHistory'),
    prune: (retention, now) => prune(link, retention, now),
    health: healthOf(link, clock, dirname(file), inMemory),
    close: () => link.close(),
  }
}

/** The thread's own file: beside this one, or, in the bundle that `npm start` runs, beside that. */
const workerScript = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js', import.meta.url)

const journalOf = (link: Link): Journal => ({
  apply: (changes) => link.call('applyChanges', changes),
  ingest: (entries, notices) => link.call('ingest', entries, notices),
  openEntries: () => link.call('openEntries'),
  openOutlines: () => link.call('openOutlines'),
  openNotices: () => link.call('openNotices'),
  openIncidents: () => link.call('openIncidents'),
  entry: (id) => link.call('entryOf', id),
  entries: (ids) => link.call('entriesOf', ids),
  explainedBy: (id) => link.call('entriesExplainedBy', id),
  list: (filter, page) => link.call('listEntries', filter, page),
  pages: (filter) => pagesOf(link, filter),
  between: (since, until, kinds) => link.call('entriesBetween', since, until, kinds),
  summary: (filter) => link.call('summarise', filter),
  incidents: (page) => link.call('listIncidents', page),
  incident: (id) => link.call('incidentOf', id),
  incidentsSince: (at) => link.call('incidentsSince', at),
  endedOf: (incidentIds, most) => link.call('endedOfIncidents', incidentIds, most),
  failReports: (spans) => link.call('failReports', spans),
  entriesOf: (incidentIds, most) => link.call('entriesOfIncidents', incidentIds, most),
  changeIncident: (id, patch, by, at) => link.call('changeIncident', id, patch, by, at),
  notices: (page) => link.call('listNotices', page),
  notice: (id) => link.call('noticeOf', id),
  newest: () => link.call('newestEntry'),
})

async function* pagesOf(link: Link, filter: LogFilter): AsyncGenerator<EntryRecord[]> {
  let cursor: string | undefined
  do {
    const { items, nextCursor } = await link.call('listEntries', filter, { limit: 100, cursor })
    yield items
    cursor = nextCursor ?? undefined
  } while (cursor !== undefined)
}

const measurementsOf = (link: Link): Measurements => ({
  write: (buckets) => link.call('writeBuckets', buckets),
  series: (deviceId, since, until, stepSeconds) => link.call('series', deviceId, since, until, stepSeconds),
  bars: (span) => link.call('bars', span),
})

const outboxOf = (link: Link): Outbox => ({
  add: (items) => link.call('addItems', items),
  claim: (now, limit) => link.call('claimItems', now, limit),
  sent: (id, at) => link.call('markSent', id, at),
  again: (id, nextAt, error, counted = true) => link.call('markAgain', id, nextAt, error, counted),
  failed: (id, at, error) => link.call('markFailed', id, at, error),
  release: () => link.call('releaseItems'),
  item: (id) => link.call('itemOf', id),
  ofRun: (runId) => link.call('itemsOfRun', runId),
  waiting: () => link.call('waitingItems'),
  sentBetween: (since, until) => link.call('itemsSentBetween', since, until),
  heldAt: (at) => link.call('itemsHeldAt', at),
})

const runsOf = (link: Link): Runs => ({
  record: (run, items) => link.call('recordRun', run, items),
  setReason: (id, reason) => link.call('setRunReason', id, reason),
  list: (integrationId, page) => link.call('listRuns', integrationId, page),
  get: (id) => link.call('runOf', id),
  latest: (integrationId) => link.call('latestRun', integrationId, false),
  latestDaily: (integrationId) => link.call('latestRun', integrationId, true),
  mails: (integrationId, withTests) => link.call('mailsOfRuns', integrationId, withTests),
})

const pairingsOf = (link: Link): Pairings => ({
  appPassword: () => link.call('appPassword'),
  setAppPassword: (hash, at) => link.call('setAppPassword', hash, at),
  pair: (token, passwordHash) => link.call('pair', token, passwordHash),
  unpair: (deviceId) => link.call('unpair', deviceId),
  handOver: (from, to) => link.call('handOver', from, to),
  pairedBy: (hash) => link.call('pairedBy', hash),
})

const recipientsOf = (link: Link): Recipients => ({
  standing: (addresses) => link.call('standingOf', addresses),
  tell: (news, at) => link.call('tellRecipients', news, at),
  addLinks: (links, at) => link.call('addLinks', links, at),
  addressOfLink: (hash) => link.call('addressOfLink', hash),
  setStopped: (address, stopped, at) => link.call('setStopped', address, stopped, at),
  carryOver: (stops) => link.call('carryOverStops', stops),
})

const ticketsOf = (link: Link): Tickets => ({
  add: (ticket, message) => link.call('addTicket', ticket, message),
  addMessage: (ticket, message) => link.call('addMessage', ticket, message),
  get: (number) => link.call('ticketOf', number),
  list: (filter, page) => link.call('listTickets', filter, page),
  counts: (userId, me) => link.call('countTickets', userId, me),
  messages: (number) => link.call('messagesOfTicket', number),
  messagesBy: (userId) => link.call('messagesBy', userId),
  attachments: (number) => link.call('attachmentsOf', number),
  seen: (number) => link.call('markSeen', number),
  untold: (after) => link.call('untoldMessages', after),
  written: (since, until) => link.call('writtenMessages', since, until),
  tell: (messageId, toDistributor, toAuthor) => link.call('tellMessage', messageId, toDistributor, toAuthor),
  resend: (number, now, expiresAt) => link.call('resendTicketMails', number, now, expiresAt),
  beginAttachment: (attachment) => link.call('beginAttachment', attachment),
  addPart: (attachmentId, part, bytes) => link.call('addAttachmentPart', attachmentId, part, bytes),
  endAttachment: (id, at) => link.call('endAttachment', id, at),
  dropAttachment: (id) => link.call('dropAttachment', id),
  part: (attachmentId, part) => link.call('attachmentPart', attachmentId, part),
})

const webhooksOf = (link: Link): Webhooks => ({
  add: (webhook) => link.call('addWebhook', webhook),
  list: (page) => link.call('listWebhooks', page),
  get: (id) => link.call('webhookOf', id),
  change: (id, change, now) => link.call('changeWebhook', id, change, now),
  remove: (id) => link.call('removeWebhook', id),
  enqueue: (webhookId, event, subject, at) => link.call('enqueueDelivery', webhookId, event, subject, at),
  deliveries: (webhookId, page) => link.call('listDeliveries', webhookId, page),
  redeliver: (webhookId, id, now) => link.call('redeliver', webhookId, id, now),
  unmade: () => link.call('unmadeDeliveries'),
  setBodies: (bodies) => link.call('setBodies', bodies),
  heads: () => link.call('webhookHeads'),
  settle: (id, outcome) => link.call('settleDelivery', id, outcome),
})

const keepOf = (link: Link): Keep => ({
  get: (key) => link.call('kept', key),
  all: (prefix) => link.call('allKept', prefix),
  set: (values) => link.call('keepAll', values),
})

async function prune(link: Link, retention: Retention, now: number): Promise<string[]> {
  const rested: string[] = []
  for (;;) {
    const step = await link.call('pruneStep', retention, now)
    if (step === null) return rested
    rested.push(...step)
  }
}

const auditOf = (link: Link): Audit => ({
  write: (record) => link.call('writeAudit', record),
  settle: (id, state) => link.call('settleAudit', id, state),
  open: () => link.call('openAudits'),
  list: (filter, page) => link.call('listAudit', filter, page),
})

const erasureOf = (link: Link): Erasure => ({
  ofUser: (userId) => link.call('tracesOfUser', userId),
  find: (traces) => link.call('findTraces', traces),
  erase: (traces) => link.call('eraseTraces', traces),
  returned: () => link.call('returnedUsers'),
  carryOver: (erased) => link.call('carryOverErased', erased),
  isUnswept: () => link.call('isUnswept'),
  sweep: () => link.call('sweep'),
})
