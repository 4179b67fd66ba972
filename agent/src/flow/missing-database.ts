import type { Clock } from '../clock.ts'
import { makeId } from '../store/make-id.ts'
import type { Store } from '../store/types.ts'

/** Says in the log of the venue that the database is gone, and with it the people, the past and the mails that waited. */
export async function noteMissingDatabase(store: Store, clock: Clock): Promise<void> {
  const at = clock.now()
  const notice = { id: makeId(), at, endedAt: at, cause: 'database_missing', deviceId: null, deviceName: null }
  await store.journal.apply([{ do: 'notice', notice: { ...notice, detail: {}, text: null } }])
}
