import type { Scope } from '@sereno/shared/token.ts'
import type { Role } from '@sereno/shared/user.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Bus } from '../flow/bus.ts'
import type { FollowUpDesk, MailDesk } from '../flow/desks.ts'
import type { Watch } from '../flow/watch.ts'
import type { Log } from '../log.ts'
import type { Book, Store } from '../store/types.ts'

/** What the verbs work with; made once by `main.ts` and handed to each. */
export interface House {
  config: Config
  clock: Clock
  log: Log
  bus: Bus
  book: Book
  store: Store
  watch: Watch
  followUp: FollowUpDesk
  mail: MailDesk
  /** ms since 1970 */
  startedAt: number
  version: string
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
}
