import type { Language } from '@sereno/shared/field.ts'
import type { NotificationEvent } from '@sereno/shared/notifications.ts'
import type { UserRecord } from '../../store/people-types.ts'
import type { Told } from './push-message.ts'

/** What an event is to people, and how each is told of it; `null` for whom it is not. */
export interface Telling {
  event: NotificationEvent
  to(user: UserRecord, language: Language): Promise<Told | null>
}
