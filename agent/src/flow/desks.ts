import type { Backup, BackupList } from '@sereno/shared/backup.ts'
import type { MessengerCredentials, WhatsAppCredentials } from '@sereno/shared/channel.ts'
import type { ChannelTrouble } from '@sereno/shared/channels.ts'
import type { Language } from '@sereno/shared/field.ts'
import type { Candidate, Discovery } from '@sereno/shared/identity.ts'
import type { ErrorFollowUp, IntegrationSetting, Preview, RunProgress, RunResult } from '@sereno/shared/integration.ts'
import type { SlipJob, SlipSent } from '@sereno/shared/slip.ts'
import type { Trust } from '@sereno/shared/trust.ts'
import type { MailSettings, MailTest } from '@sereno/shared/venue.ts'
import type { ChannelEvent, ChannelHealth } from '../channels/channel.ts'

/** Who asked for something. */
export interface Person {
  id: string
  fullName: string
  email: string
}

/** Error Follow Up, as the services see it. */
export interface FollowUpDesk {
  /** Whether the form as it stands would send a mail now, over the last 24 hours. */
  preview(
    form: Pick<ErrorFollowUp, 'active' | 'kinds' | 'minimumErrors' | 'includeRecovered' | 'quietDays'>,
  ): Promise<Preview>
  /** Discover and receive mail: probes afresh, covers the last 24 hours, resolves after at most 30 s of delivery. */
  run(setting: IntegrationSetting, person: Person, order?: { allClear: boolean }): Promise<RunResult>
  /** How far the run on demand is that goes on now. */
  progress(integrationId: string): Promise<RunProgress>
  /** The next daily instant that may send a mail, ms since 1970; `null` while inactive. */
  nextRunAt(setting: IntegrationSetting): number | null
}

/** Those who get mails without having asked, as the services see them. */
export interface RecipientDesk {
  /**
   * Tells those who were never told that somebody added them, and of those who were just saved also whom such a mail did
   * not reach. Nobody while no mail can be sent. Resolves once that is written down, or could not be.
   */
  tell(saved?: readonly string[]): Promise<void>
}

/** What makes small squares of people's pictures, as the services see it. */
export interface PictureDesk {
  /** A JPEG of at most 64 KiB, 256 points wide and high, with nothing else of what was in the file; or why there is none. */
  square(
    file: Uint8Array,
  ): Promise<{ picture: Uint8Array } | { refused: 'not_a_picture' | 'too_large' | 'unreadable' | 'busy' }>
}

/** Outgoing mail, as the services see it. */
export interface MailDesk {
  /** The settings in force: those of the environment before those of `venue.json`. */
  settings(): { source: 'environment' | 'saved' | 'none'; settings: MailSettings | null }
  test(to: string, settings: MailSettings | null, language: Language): Promise<MailTest>
  /** Why the queue waits for a person (a wrong password), or `null`. */
  paused(): string | null
  /** Tries what waits at once. */
  retry(): Promise<void>
}

/** A candidate, with the ways that answered in their own protocol when it was found. */
export interface FoundDevice {
  candidate: Candidate
  ways: readonly ('snmp' | 'ipp')[]
  /** The device that it is, where somebody watches it already. */
  deviceId: string | null
}

/** Finding devices, as the services see it. */
export interface DiscoveryDesk {
  /**
   * Begins a scan of these subnets, or with `null` of those that the agent may look around in by itself. `running`: one
   * runs already. `none`: the agent may look nowhere by itself.
   */
  scan(subnets: readonly string[] | null): 'started' | 'running' | 'none'
  /** How the scan goes, or how the last one went. */
  state(language: Language): Discovery
  /** What was found within a day and nobody watches, those that a person ignores included; in the order of their coming. */
  candidates(): Candidate[]
  candidate(id: string): FoundDevice | null
  /** A candidate became this device: what proves it is the device's from now on. */
  adopted(id: string, deviceId: string): void
  /** Our own addresses, each with its subnet in CIDR: what is near. */
  ownAddresses(): { address: string; subnet: string }[]
  /** Who had which address at the last sweep: address → MAC. */
  macs(): ReadonlyMap<string, string>
}

/** What can be done to a device on the network, as the services see it; everything else only looks. */
export interface HandsOnDesk {
  /** Prints once, and never again by itself; takes turns with the looks at the same printer. At most 20 s. */
  printSlip(job: SlipJob): Promise<SlipSent>
  /**
   * Sends a magic packet to a device's network card. `out_of_reach`: it is in none of our own subnets that we may look
   * at. `unsent`: our own machine failed.
   */
  wake(mac: string, address: string | null): Promise<'sent' | 'unsent' | 'out_of_reach'>
}

/** Calls of ours to programs of others, as the services see them. */
export interface WebhookDesk {
  /**
   * Why calls may not go to a URL: `refused`, it leads into a local network; `never`, to a cloud's metadata, to nobody or
   * to Sereno itself; `unresolved`, nobody knows yet; `null`, they may.
   */
  check(url: string, allowPrivateAddress: boolean): Promise<'refused' | 'never' | 'unresolved' | null>
  /** There may be something to deliver. */
  wake(): void
}

/** Pushes to browsers, as the services see them. */
export interface PushDesk {
  /** By what a browser knows ours, base64url; made when it is first asked for. */
  publicKey(): Promise<string>
  /**
   * Why pushes may not go to an endpoint: `refused`, it leads into a local network; `never`, to nobody or to Sereno
   * itself; `unresolved`, nobody knows yet; `null`, they may.
   */
  check(endpoint: string): Promise<'refused' | 'never' | 'unresolved' | null>
  /** There may be something to send. */
  wake(): void
}

/** Messenger and WhatsApp, as the services see them; secrets never come out of it. */
export interface ChannelDesk {
  /** What was wrong with a channel when it was last asked; `reason` is what Meta said. */
  trouble(channelId: string): { trouble: ChannelTrouble; reason: string } | null
  /** Asks Meta now how a channel is; `unknown` for one that is not connected. At most 20 s. */
  check(channelId: string): Promise<ChannelHealth>
  /** Asks Meta about credentials that nobody has saved yet; `name` is the page's, or the number. At most 20 s. */
  tryCredentials(credentials: ChannelCredentials): Promise<ChannelHealth>
  /** What a channel told of our messages. */
  receipt(channelId: string, receipt: Extract<ChannelEvent, { type: 'receipt' }>): Promise<void>
  /** A channel called us, and signed it. */
  heard(channelId: string, events: readonly ChannelEvent[]): void
  /** There may be something to send, or a channel is another one now. */
  wake(): void
}

/** What connects a channel, as a person entered it. */
export type ChannelCredentials =
  | { type: 'messenger'; credentials: MessengerCredentials }
  | { type: 'whatsapp'; credentials: WhatsAppCredentials }

/** Ourselves as the internet reaches us, through whatever tunnel or proxy stands before us. */
export interface OutsideDesk {
  /**
   * Posts to an address once, over HTTPS to the public internet alone; at most 10 s. `local`: its name leads into a local
   * network from here, where Meta sees another; `never`: it is an address of one.
   */
  post(url: string, json: object): Promise<{ end: 'answered'; text: string } | { end: 'unreached' | 'local' | 'never' }>
}

/** Backups and restore, as the services see them; each refuses with a `BackupFault` for a known reason. */
export interface BackupDesk {
  list(): Promise<BackupList>
  /** Makes one now, and keeps it. */
  make(reason?: 'manual' | 'before_reset'): Promise<Backup>
  /** Makes one now, to be taken away at once. */
  fresh(): Promise<{ name: string; parts: AsyncIterable<Uint8Array> }>
  /** One that is kept; `null` where there is none of that name. */
  open(name: string): Promise<{ bytes: number; parts: AsyncIterable<Uint8Array> } | null>
  /**
   * Takes an archive in and checks all of it; the next start of the agent puts it in force.
   * @param isStillWanted is asked last; it rejects to leave all as it is
   */
  takeIn(
    parts: AsyncIterable<Uint8Array>,
    isStillWanted?: () => Promise<void>,
  ): Promise<{ venue: string; madeAt: string; version: string }>
}

/** The box's own certificate authority, as the services see it. */
export interface TrustDesk {
  view(): Omit<Trust, 'page'>
  /** The authority's certificate (DER), for a device that is to trust it; `null` where there is none yet. */
  give(): Promise<Buffer | null>
  /** A new authority and a certificate by it; `false` where that is not possible now, and the old one stays. */
  makeAnew(): Promise<boolean>
}
