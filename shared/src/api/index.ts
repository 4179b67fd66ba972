import { auditContracts } from './audit.ts'
import { avatarContracts } from './avatars.ts'
import { backupContracts } from './backups.ts'
import { channelHookContracts } from './channel-hooks.ts'
import { channelContracts } from './channels.ts'
import { chatContracts } from './chat.ts'
import { checkinContracts } from './checkins.ts'
import { commissioningContracts } from './commissioning.ts'
import type { Contract } from './contract.ts'
import { conversationContracts } from './conversations.ts'
import { demoContracts } from './demo.ts'
import { deviceCareContracts } from './device-care.ts'
import { discoveryContracts } from './discovery.ts'
import { followUpContracts } from './follow-up.ts'
import { identityContracts } from './identity.ts'
import { notificationContracts } from './notifications.ts'
import { optOutContracts } from './opt-out.ts'
import { passkeyContracts } from './passkeys.ts'
import { peopleContracts } from './people.ts'
import { privacyContracts } from './privacy.ts'
import { pushContracts } from './push.ts'
import { recoveryContracts } from './recovery.ts'
import { referralContracts } from './referral.ts'
import { rolloutContracts } from './rollout.ts'
import { secondStepContracts } from './second-step.ts'
import { systemContracts } from './system.ts'
import { ticketsContracts } from './tickets.ts'
import { tokenContracts } from './tokens.ts'
import { trustContracts } from './trust.ts'
import { usersContracts } from './users.ts'
import { watchContracts } from './watch.ts'
import { webhookContracts } from './webhooks.ts'

/** Every route of the agent. */
export const api = {
  ...peopleContracts,
  ...recoveryContracts,
  ...referralContracts,
  ...usersContracts,
  ...avatarContracts,
  ...notificationContracts,
  ...pushContracts,
  ...ticketsContracts,
  ...conversationContracts,
  ...tokenContracts,
  ...secondStepContracts,
  ...passkeyContracts,
  ...webhookContracts,
  ...channelContracts,
  ...chatContracts,
  ...channelHookContracts,
  ...checkinContracts,
  ...watchContracts,
  ...deviceCareContracts,
  ...discoveryContracts,
  ...identityContracts,
  ...followUpContracts,
  ...optOutContracts,
  ...commissioningContracts,
  ...rolloutContracts,
  ...systemContracts,
  ...trustContracts,
  ...auditContracts,
  ...backupContracts,
  ...privacyContracts,
  ...demoContracts,
} satisfies Record<string, Contract>
export type Api = typeof api
export type RouteName = keyof Api
