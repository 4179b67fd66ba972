import type { RouteName } from '@sereno/shared/api/index.ts'
import type { House } from '../../services/house.ts'
import type { Handlers } from '../handlers.ts'
import { makeTries } from '../limit.ts'
import { activityRoutes } from './activity.ts'
import { auditRoutes } from './audit.ts'
import { avatarRoutes } from './avatars.ts'
import { backupRoutes } from './backups.ts'
import { channelHookRoutes } from './channel-hooks.ts'
import { channelRoutes } from './channels.ts'
import { chatRoutes } from './chat.ts'
import { checkinRoutes } from './checkins.ts'
import { commissioningRoutes } from './commissioning.ts'
import { conversationRoutes } from './conversations.ts'
import { demoRoutes } from './demo.ts'
import { deviceCareRoutes } from './device-care.ts'
import { deviceRoutes } from './devices.ts'
import { discoveryRoutes } from './discovery.ts'
import { eventsRoutes } from './events.ts'
import { healthRoutes } from './health.ts'
import { identityRoutes } from './identity.ts'
import { incidentRoutes } from './incidents.ts'
import { integrationRoutes } from './integrations.ts'
import { notificationRoutes } from './notifications.ts'
import { openapiRoutes } from './openapi.ts'
import { optOutRoutes } from './opt-out.ts'
import { overviewRoutes } from './overview.ts'
import { passkeyRoutes } from './passkeys.ts'
import { peopleRoutes } from './people.ts'
import { privacyRoutes } from './privacy.ts'
import { pushRoutes } from './push.ts'
import { recoveryRoutes } from './recovery.ts'
import { referralRoutes } from './referral.ts'
import { rolloutRoutes } from './rollout.ts'
import { secondStepRoutes } from './second-step.ts'
import { settingsRoutes } from './settings.ts'
import { systemRoutes } from './system.ts'
import { ticketRoutes } from './tickets.ts'
import { tokensRoutes } from './tokens.ts'
import { trustRoutes } from './trust.ts'
import { usersRoutes } from './users.ts'
import { webhookRoutes } from './webhooks.ts'

/** A handler for every contract; one that is missing does not compile. */
export function makeHandlers(house: House): Handlers<RouteName> {
  // Wrong secrets of every kind count together.
  const tries = makeTries(house.clock)
  return {
    ...peopleRoutes(house, tries),
    ...recoveryRoutes(house, tries),
    ...usersRoutes(house, tries),
    ...avatarRoutes(house),
    ...notificationRoutes(house),
    ...pushRoutes(house),
    ...ticketRoutes(house),
    ...conversationRoutes(house),
    ...webhookRoutes(house),
    ...tokensRoutes(house, tries),
    ...secondStepRoutes(house, tries),
    ...passkeyRoutes(house, tries),
    ...channelRoutes(house),
    ...chatRoutes(house),
    ...channelHookRoutes(house),
    ...checkinRoutes(house, tries),
    ...healthRoutes(house),
    ...overviewRoutes(house),
    ...deviceRoutes(house),
    ...deviceCareRoutes(house),
    ...discoveryRoutes(house),
    ...identityRoutes(house),
    ...activityRoutes(house),
    ...incidentRoutes(house),
    ...eventsRoutes(house),
    ...integrationRoutes(house),
    ...commissioningRoutes(house),
    ...optOutRoutes(house, tries),
    ...rolloutRoutes(house),
    ...referralRoutes(house),
    ...settingsRoutes(house),
    ...systemRoutes(house),
    ...trustRoutes(house),
    ...auditRoutes(house),
    ...backupRoutes(house, tries),
    ...privacyRoutes(house, tries),
    ...openapiRoutes(house),
    ...demoRoutes(house),
  }
}
