import { lifetimeMs } from '../../flow/back-off.ts'
import { type Letter, makeLetter } from '../../integrations/letters/letter.ts'
import { makeId } from '../../store/make-id.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { UserRecord } from '../../store/people-types.ts'
import { accountOf } from '../account/account-of.ts'
import type { House } from '../house.ts'

type Told = Omit<Letter, 'language' | 'to' | 'id' | 'venue' | 'url' | 'now'>

/** The language in which mails speak to a user. */
export const languageTo = (house: House, user: UserRecord) =>
  user.language ?? accountOf(house.book.read(), user).language

/** A letter to a user as an item of the outbox, in their language; to `to` where that is not the address they have. */
export function letterTo(house: House, user: UserRecord, told: Told, to: string = user.email): NewOutboxItem {
  const now = house.clock.now()
  const id = makeId()
  const mail = makeLetter({
    ...told,
    language: languageTo(house, user),
    to,
    id,
    venue: house.book.read().venue.name,
    url: house.config.publicUrl,
    now,
  })
  return { ...mail, id, transport: 'email', runId: null, createdAt: now, expiresAt: now + lifetimeMs, nextAt: now }
}
