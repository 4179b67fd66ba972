import { operators } from '@sereno/shared/api/contract.ts'
import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { isQuietFor, wants } from '@sereno/shared/notifications.ts'
import type { Spread } from '../../flow/push.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { NewPushDelivery, PushEventRecord, PushReader } from '../../store/push-types.ts'
import type { House } from '../house.ts'
import { problemsOf } from '../overview/problems.ts'
import { languageTo } from '../users/letter-to.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { deliveriesTo, isolated, type Told } from './push-message.ts'
import type { Telling } from './telling.ts'
import { tellingOf } from './tellings.ts'

/** More names than these are a number. */
const mostNames = 5
const quietTtlMs = 4 * 3_600_000

/** Whom an event is told, in whose words, and who is told later. */
export async function spreadPush(house: House, event: PushEventRecord): Promise<Spread> {
  const spread: Spread = { deliveries: [], quiet: [] }
  const telling = await tellingOf(house, event)
  if (telling === null) return spread
  for (const reader of await house.store.push.readers()) {
    const { user } = reader
    const choices = await house.store.notifications.of(user.id)
    if (!wants(choices, telling.event, 'push')) continue
    const told = await telling.to(user, languageTo(house, user))
    // What nobody needs any more by now, as after a night without power, is not told at all.
    if (told === null || event.at + told.ttlMs <= house.clock.now()) continue
    if (isQuietFor(choices.quietHours, venueTimezone(house), house.clock.now())) spread.quiet.push(user.id)
    else spread.deliveries.push(...(await deliveriesOf(house, reader, told, event.at)))
  }
  return spread
}

/** Once the quiet hours of a person are over: what is still open, if anything is. `null` while they are not over. */
export async function afterQuiet(house: House, userId: string): Promise<NewPushDelivery[] | null> {
  const choices = await house.store.notifications.of(userId)
  const now = house.clock.now()
  if (isQuietFor(choices.quietHours, venueTimezone(house), now)) return null
  const reader = (await house.store.push.readers()).find(({ user }) => user.id === userId)
  if (reader === undefined || !choices.allow.push) return []
  const told = await stillSo(house, reader)
  return told === null ? [] : deliveriesOf(house, reader, told, now)
}

async function stillSo(house: House, { user }: PushReader): Promise<Told | null> {
  const language = languageTo(house, user)
  const choices = await house.store.notifications.of(user.id)
  const hears = (event: Parameters<typeof wants>[1]) => wants(choices, event, 'push')
  const problems = hears('incident_opened') ? problemsOf(await house.store.journal.openOutlines()) : []
  const messages = hears('message') ? await messagesTo(house, user, language) : []
  const rest = { about: 'quiet hours', urgency: 'normal', ttlMs: quietTtlMs } as const
  const [first, ...others] = messages
  if (problems.length === 0)
    return first === undefined ? null : { ...rest, title: first.text, body: sentences(others), url: first.url }
  const names = problems.map(({ worst }) =>
    worst.deviceName === null ? say(language, 'cause.agent.name') : isolated(worst.deviceName),
  )
  const shown = names.slice(0, mostNames).join(', ')
  const body = say(language, 'alert.quiet.body', { names: names.length > mostNames ? `${shown} …` : shown })
  return {
    ...rest,
    title: say(language, 'alert.quiet.title', { n: problems.length }),
    body: [body, sentences(messages)].filter((part) => part !== '').join(' '),
    url: '/',
  }
}

/** What waits for somebody's answer, and where. */
async function messagesTo(
  house: House,
  user: UserRecord,
  language: Language,
): Promise<{ text: string; url: string }[]> {
  const { unread } = await house.store.tickets.counts(user.id, user.id)
  const talks = operators.includes(user.role) ? await house.store.talk.counts(user.id) : { inbox: 0, mineUnread: 0 }
  return [
    { n: talks.inbox + talks.mineUnread, key: 'alert.quiet.talks', url: '/console' } as const,
    { n: unread, key: 'alert.quiet.answers', url: '/account/support' } as const,
  ].flatMap(({ n, key, url }) => (n === 0 ? [] : [{ text: say(language, key, { n }), url }]))
}

const sentences = (all: readonly { text: string }[]): string => all.map(({ text }) => `${text}.`).join(' ')

/** Tells at once what no event raised. Who has quiet hours is not told. */
export async function pushNow(house: House, { event, to }: Telling): Promise<void> {
  const now = house.clock.now()
  const deliveries: NewPushDelivery[] = []
  for (const reader of await house.store.push.readers()) {
    const choices = await house.store.notifications.of(reader.user.id)
    if (!wants(choices, event, 'push') || isQuietFor(choices.quietHours, venueTimezone(house), now)) continue
    const told = await to(reader.user, languageTo(house, reader.user))
    if (told !== null) deliveries.push(...(await deliveriesOf(house, reader, told, now)))
  }
  if (deliveries.length === 0) return
  await house.store.push.enqueue(deliveries)
  house.push.wake()
}

/** To all browsers of a person. */
async function deliveriesOf(
  house: House,
  { user, subscriptionIds }: PushReader,
  told: Told,
  at: number,
): Promise<NewPushDelivery[]> {
  const open = problemsOf(await house.store.journal.openOutlines()).length
  return deliveriesTo(subscriptionIds, told, { language: languageTo(house, user), open, at, now: house.clock.now() })
}
