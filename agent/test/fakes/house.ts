import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NewEntry } from '@sereno/shared/change.ts'
import type { ChannelTrouble } from '@sereno/shared/channels.ts'
import type { Reading } from '@sereno/shared/reading.ts'
import type { SlipJob, SlipSent } from '@sereno/shared/slip.ts'
import type { ChannelHealth } from '../../src/channels/channel.ts'
import type { Clock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { Backups } from '../../src/flow/backups.ts'
import { makeBus } from '../../src/flow/bus.ts'
import { Certificates } from '../../src/flow/certificates.ts'
import type {
  ChannelCredentials,
  ChannelDesk,
  FollowUpDesk,
  HandsOnDesk,
  MailDesk,
  OutsideDesk,
  PushDesk,
  WebhookDesk,
} from '../../src/flow/desks.ts'
import { Identities } from '../../src/flow/identities.ts'
import { type Live, unseen } from '../../src/flow/live.ts'
import { Presence } from '../../src/flow/presence.ts'
import { makeRecipientTeller } from '../../src/flow/recipients.ts'
import type { Place, Watch } from '../../src/flow/watch.ts'
import { heard } from '../../src/judge/checkin.ts'
import { makePictures } from '../../src/pictures/pictures.ts'
import { probes } from '../../src/probes/index.ts'
import type { Caller, House } from '../../src/services/house.ts'
import { probeCatalogue } from '../../src/services/probes/catalogue.ts'
import { openBook } from '../../src/store/book.ts'
import { openSealer } from '../../src/store/sealed.ts'
import { openStore } from '../../src/store/store.ts'
import { type KeptLog, keptLog } from './kept-log.ts'
import { newEntry } from './new-entry.ts'
import { PretendDiscovery } from './pretend-discovery.ts'

/** A Saturday morning at the venue. */
export const noon = Date.parse('2026-11-21T12:00:00.000Z')

/** Time that stands still until a test moves it. */
export class HeldClock implements Clock {
  at = noon
  now = () => this.at
  monotonic = () => this.at - noon
  after(ms: number, work: () => void): () => void {
    const timer = setTimeout(work, ms)
    timer.unref()
    return () => clearTimeout(timer)
  }
}

/** A watch in memory: a device is as the test says, and a check sees what the test says. */
export class PretendWatch implements Watch {
  readonly lives = new Map<string, Live>()
  readonly readings = new Map<string, Reading[]>()
  isClockTrusted = true
  checks: string[] = []
  is(deviceId: string, live: Partial<Live>): void {
    this.lives.set(deviceId, { ...unseen(), ...live })
  }
  live = (deviceId: string) => this.lives.get(deviceId) ?? null
  checkNow = async (deviceId: string) => {
    this.checks.push(deviceId)
    return this.readings.get(deviceId) ?? []
  }
  checkAll: Watch['checkAll'] = async () => {}
  /** What devices told of themselves. */
  told: { deviceId: string; reading: Reading }[] = []
  hear = async (deviceId: string, reading: Reading) => {
    this.told.push({ deviceId, reading })
    const before = this.lives.get(deviceId) ?? unseen()
    this.lives.set(deviceId, { ...before, checkin: heard(before.checkin, reading) })
  }
  places = new Map<string, Place>()
  placeOf = (address: string) => this.places.get(address) ?? 'own_machine'
  lacks = () => []
  lastCheckAt = () => null
  clockTrusted = async () => this.isClockTrusted
}

/** An Error Follow Up that answers without looking. */
export class PretendFollowUp implements FollowUpDesk {
  ran: Parameters<FollowUpDesk['run']>[] = []
  previewed: Parameters<FollowUpDesk['preview']>[0][] = []
  async preview(form: Parameters<FollowUpDesk['preview']>[0]) {
    this.previewed.push(form)
    return { wouldSend: false, reason: 'no_errors' as const, total: 0, counts: {}, rising: [] }
  }
  async run(...asked: Parameters<FollowUpDesk['run']>) {
    this.ran.push(asked)
    return { sent: false, reason: 'no_errors' as const, counts: {}, digestId: null }
  }
  progress = async () => ({ stage: null, done: 0, of: 0 })
  nextRunAt: FollowUpDesk['nextRunAt'] = ({ active }) => (active ? noon + 3_600_000 : null)
}

/** Outgoing mail as it was saved; a test of it fails at the first stage. */
export class PretendMail implements MailDesk {
  readonly #saved: () => ReturnType<MailDesk['settings']>['settings']
  tested: Parameters<MailDesk['test']>[] = []
  pausedBy: string | null = null
  constructor(saved: () => ReturnType<MailDesk['settings']>['settings']) {
    this.#saved = saved
  }
  settings() {
    const settings = this.#saved()
    return { source: settings === null ? ('none' as const) : ('saved' as const), settings }
  }
  async test(...asked: Parameters<MailDesk['test']>) {
    this.tested.push(asked)
    return { ok: false, stages: [{ stage: 'resolved' as const, state: 'failed' as const, detail: 'ENOTFOUND' }] }
  }
  paused = () => this.pausedBy
  retried = 0
  retry = async () => {
    this.retried += 1
  }
}

/** Hands that touch nothing, and remember what they should have done. */
export class PretendHands implements HandsOnDesk {
  printed: SlipJob[] = []
  slip: SlipSent = { outcome: 'taken' }
  woken: { mac: string; address: string | null }[] = []
  wakes: Awaited<ReturnType<HandsOnDesk['wake']>> = 'sent'
  async printSlip(job: SlipJob) {
    this.printed.push(job)
    return this.slip
  }
  async wake(mac: string, address: string | null) {
    this.woken.push({ mac, address })
    return this.wakes
  }
}

/** Nobody is called; where calls may go is as the test says. */
export class PretendWebhooks implements WebhookDesk {
  verdict: Awaited<ReturnType<WebhookDesk['check']>> = null
  woken = 0
  check = async () => this.verdict
  wake = () => {
    this.woken += 1
  }
}

/** Nobody is told anything; where pushes may go is as the test says. */
export class PretendPush implements PushDesk {
  verdict: Awaited<ReturnType<PushDesk['check']>> = null
  woken = 0
  publicKey = async () => 'BPretend'
  check = async () => this.verdict
  wake = () => {
    this.woken += 1
  }
}

/** Channels of which Meta says what the test says. */
export class PretendChannels implements ChannelDesk {
  readonly troubles = new Map<string, { trouble: ChannelTrouble; reason: string }>()
  health: ChannelHealth = { state: 'ok', expiresAt: null, name: 'Bar Pepe', reason: '' }
  tried: ChannelCredentials[] = []
  woken = 0
  trouble = (channelId: string) => this.troubles.get(channelId) ?? null
  check = async () => this.health
  tryCredentials = async (credentials: ChannelCredentials) => {
    this.tried.push(credentials)
    return this.health
  }
  receipts: { channelId: string; receipt: Parameters<ChannelDesk['receipt']>[1] }[] = []
  receipt: ChannelDesk['receipt'] = async (channelId, receipt) => {
    this.receipts.push({ channelId, receipt })
  }
  heardOf: string[] = []
  heard = (channelId: string) => {
    this.heardOf.push(channelId)
  }
  wake = () => {
    this.woken += 1
  }
}

/** An internet that answers as the test says. */
export class PretendOutside implements OutsideDesk {
  answer: (url: string, json: object) => Awaited<ReturnType<OutsideDesk['post']>> = () => ({ end: 'unreached' })
  post = async (url: string, json: object) => this.answer(url, json)
}

export interface PretendHouse extends House {
  trust: Certificates
  clock: HeldClock
  log: KeptLog
  watch: PretendWatch
  followUp: PretendFollowUp
  mail: PretendMail
  handsOn: PretendHands
  discovery: PretendDiscovery
  webhooks: PretendWebhooks
  push: PretendPush
  channels: PretendChannels
  outside: PretendOutside
  folder: string
  /** Closes the stores and removes the folder. */
  close(): Promise<void>
}

/** A house with real stores and probes in a folder of its own, and a watch, an Error Follow Up and mail in memory. */
export async function makeHouse(): Promise<PretendHouse> {
  const folder = await mkdtemp(join(tmpdir(), 'sereno-house-'))
  const clock = new HeldClock()
  const config = readConfig(['--data', folder, '--subnets', 'none', '--public-url', 'http://sereno.local:7373'], {})
  const log = keptLog()
  const store = await openStore({ file: join(folder, 'sereno.db'), log, clock })
  const book = await openBook({ folder, log, clock })
  const bus = makeBus()
  const sealer = openSealer(folder)
  return {
    config,
    clock,
    log,
    bus,
    book,
    store,
    sealer,
    watch: new PretendWatch(),
    identities: await Identities.start({ keep: store.keep, clock, devices: () => book.read().devices }),
    followUp: new PretendFollowUp(),
    discovery: new PretendDiscovery(),
    recipients: makeRecipientTeller({ store, book, bus, clock, log, config }),
    webhooks: new PretendWebhooks(),
    push: new PretendPush(),
    channels: new PretendChannels(),
    outside: new PretendOutside(),
    mail: new PretendMail(() => book.read().mail),
    probes: probeCatalogue(probes),
    presence: { users: new Presence(), visitors: new Presence() },
    handsOn: new PretendHands(),
    backups: new Backups({
      clock,
      log,
      book,
      store,
      trouble: { set: async () => {}, believedBy: () => [] },
      folder,
      version: '0.0.0-test',
      clockTrusted: async () => true,
    }),
    pictures: makePictures(),
    trust: new Certificates({
      clock,
      log,
      store,
      sealer,
      trouble: { set: async () => {} },
      reach: () => ({ hosts: ['sereno.local'], addresses: ['192.168.1.20'], subnets: ['192.168.1.0/24'] }),
      clockTrusted: async () => true,
    }),
    mailbox: null,
    machine: async () => ({
      model: 'Raspberry Pi 4',
      system: 'Debian 12',
      host: 'sereno',
      upSeconds: 86_400,
      cores: 4,
      load: 0.08,
      temperatureC: 51.5,
      memoryTotalBytes: 4_000_000_000,
      memoryAvailableBytes: 3_000_000_000,
      underVoltage: null,
      clockSynchronised: true,
      storageWearPercent: null,
      cards: [],
      gateway: '192.168.1.1',
    }),
    restart: null,
    beginAnew: () => {},
    startedAt: noon,
    version: '0.0.0-test',
    changelog: async () => '',
    folder,
    async close() {
      await book.close()
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** A technician at a browser. */
export const technician: Caller = {
  userId: 'user-ana',
  username: 'ana',
  fullName: 'Ana Puig',
  email: 'ana@example.com',
  role: 'technician',
  scopes: null,
  sessionId: 'session-1',
  pad: null,
}

/** An entry of the log as the belt would open it: a printer without paper, since noon. */
export const paperOut = (differing: Partial<NewEntry> = {}): NewEntry =>
  newEntry({ id: 'entry-1', at: noon, deviceId: 'printer-1', rule: 'K3.paper_out', ...differing })
