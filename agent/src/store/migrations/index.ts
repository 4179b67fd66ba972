import { beginning } from './0001-beginning.sql.ts'
import { pairings } from './0002-pairings.sql.ts'
import { lowLatency } from './0003-low-latency.sql.ts'
import { explained } from './0004-explained.sql.ts'
import { reported } from './0005-reported.sql.ts'
import { signsOfLife } from './0006-signs-of-life.sql.ts'
import { recipients } from './0007-recipients.sql.ts'
import { people } from './0008-people.sql.ts'
import { tickets } from './0009-tickets.sql.ts'
import { audit } from './0010-audit.sql.ts'
import { tokens } from './0011-tokens.sql.ts'
import { avatars } from './0012-avatars.sql.ts'
import { webhooks } from './0013-webhooks.sql.ts'
import { privateTokens } from './0014-private-tokens.sql.ts'
import { referrals } from './0015-referrals.sql.ts'
import { secondSteps } from './0016-second-steps.sql.ts'
import { notificationChoices } from './0017-notification-choices.sql.ts'
import { told } from './0018-told.sql.ts'
import { rollout } from './0019-rollout.sql.ts'
import { push } from './0020-push.sql.ts'
import { passkeys } from './0021-passkeys.sql.ts'
import { erased } from './0022-erased.sql.ts'
import { talk } from './0023-talk.sql.ts'
import { pushTalk } from './0024-push-talk.sql.ts'
import { talkShares } from './0025-talk-shares.sql.ts'
import { talkSent } from './0026-talk-sent.sql.ts'

/** In order, and never changed once released: a database of version n has had the first n. */
export const migrations: readonly string[] = [
  beginning,
  pairings,
  lowLatency,
  explained,
  reported,
  signsOfLife,
  recipients,
  people,
  tickets,
  audit,
  tokens,
  avatars,
  webhooks,
  privateTokens,
  referrals,
  secondSteps,
  notificationChoices,
  told,
  rollout,
  push,
  passkeys,
  erased,
  talk,
  pushTalk,
  talkShares,
  talkSent,
]
