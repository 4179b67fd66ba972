import type { DemoMail } from '@sereno/shared/api/demo.ts'
import type { MachineView } from '@sereno/shared/api/system.ts'
import type { DeviceType, ProbeKind } from '@sereno/shared/device.ts'
import type { Scope } from '@sereno/shared/token.ts'
import type { Role } from '@sereno/shared/user.ts'
import type { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Bus } from '../flow/bus.ts'
import type {
  BackupDesk,
  ChannelDesk,
  DiscoveryDesk,
  FollowUpDesk,
  HandsOnDesk,
  MailDesk,
  OutsideDesk,
  PictureDesk,
  PushDesk,
  RecipientDesk,
  TrustDesk,
  WebhookDesk,
} from '../flow/desks.ts'
import type { Identities } from '../flow/identities.ts'
import type { Presence } from '../flow/presence.ts'
import type { Watch } from '../flow/watch.ts'
import type { Log } from '../log.ts'
import type { Sealer } from '../store/sealed.ts'
import type { Book, Store } from '../store/types.ts'

/** Where the mails of a demonstration are kept. */
export interface Mailbox {
  /** Newest first. */
  list(): Promise<DemoMail[]>
  /** The HTML part of a mail; `null` for one that is not there. */
  html(id: string): Promise<string | null>
}

/** What the verbs work with; made once by `main.ts` and handed to each. */
export interface House {
  config: Config
  clock: Clock
  log: Log
  bus: Bus
  book: Book
  store: Store
  /** For secrets that must be readable again. */
  sealer: Sealer
  watch: Watch
  identities: Identities
  discovery: DiscoveryDesk
  followUp: FollowUpDesk
  recipients: RecipientDesk
  webhooks: WebhookDesk
  push: PushDesk
  channels: ChannelDesk
  outside: OutsideDesk
  mail: MailDesk
  handsOn: HandsOnDesk
  backups: BackupDesk
  trust: TrustDesk
  pictures: PictureDesk
  probes: ProbeCatalogue
  /** Whose pages are open: `users` by their id, `visitors` of live chats by their conversation's. */
  presence: { users: Presence; visitors: Presence }
  /** The local mailbox of a demonstration; `null` where mails really go out. */
  mailbox: Mailbox | null
  /** The mini computer that this runs on. */
  machine(): Promise<MachineView>
  /** Ends the agent in order, for its supervisor to start it again; `null` where nobody would. */
  restart: (() => void) | null
  /** Closes all and opens it afresh in the same process, on the same port, after the answer to who asked for it. */
  beginAnew: () => void
  /** ms since 1970 */
  startedAt: number
  version: string
  /** What changed in each version, as `CHANGELOG.md`; empty where it is not there. */
  changelog(): Promise<string>
}

/** A way of looking, as far as the services have to know it: a `Probe` of `probes/` is one. */
export interface ProbeForm {
  type: string
  rate: { everySeconds: number; timeoutMs: number; attempts: number }
  usualFor: readonly DeviceType[]
  onlyFor?: readonly DeviceType[]
  /** Secrets are marked `.meta({ secret: true })`. */
  options: z.ZodType<object>
}

/** The ways of looking that this agent knows; `services/probes/catalogue.ts` makes it from the list of probes. */
export interface ProbeCatalogue {
  find(type: string): ProbeForm | null
  usualFor(type: DeviceType): ProbeForm[]
  kinds(): ProbeKind[]
  /** Names of the option fields that can be written, never read back. */
  secretsOf(type: string): ReadonlySet<string>
}

/** Who calls, after the door has let them in. */
export interface Caller {
  userId: string
  username: string
  fullName: string
  email: string
  role: Role
  /** `null` for a browser session, which may all that its role may. */
  scopes: readonly Scope[] | null
  /** The session behind a cookie; `null` for a token. */
  sessionId: string | null
  /** The iPad behind a device token, which stands for no person and does what the kiosk does; `null` for everyone else. */
  pad: { deviceId: string; tokenId: string } | null
}
