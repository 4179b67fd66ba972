import { say } from '@sereno/shared/locales/index.ts'
import type { OffReason } from '@sereno/shared/webhook.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { WebhookRecord } from '../../store/webhook-types.ts'
import type { House } from '../house.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'

/** Says that a webhook was switched off, to who made it; where they are gone or out, to every admin. */
export async function disabledLetters(house: House, webhook: WebhookRecord, why: OffReason): Promise<NewOutboxItem[]> {
  const maker = await house.store.people.user(webhook.createdBy)
  const readers = maker !== null && maker.disabledAt === null ? [maker] : await admins(house)
  return readers.map((user) => {
    const language = languageTo(house, user)
    return letterTo(house, user, {
      kind: 'webhook_disabled',
      values: { reason: say(language, `mail.webhook_disabled.${why}`) },
      facts: [{ label: say(language, 'mail.webhook_disabled.url'), value: webhook.url }],
      action: {
        label: say(language, 'mail.webhook_disabled.action'),
        url: new URL(`/${language}/account/webhooks/`, house.config.publicUrl).href,
      },
    })
  })
}

async function admins(house: House): Promise<UserRecord[]> {
  const { items } = await house.store.people.users({ limit: 500 })
  return items.filter(({ role, disabledAt }) => role === 'admin' && disabledAt === null)
}
