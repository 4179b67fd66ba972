import { box } from './box.ts'
import { mail } from './mail.ts'
import { ownEntries } from './own-entries.ts'
import { card, diskNearly } from './storage.ts'
import type { NoticeSource } from './system-notice.ts'

/** Of which things those are mailed who look after the venue, whatever they have chosen. A new thing is a line here. */
export const noticeSources: readonly NoticeSource[] = [
  box,
  mail,
  ownEntries({ thing: 'disk', path: '/system' }, ['disk_full', 'disk_readonly']),
  diskNearly,
  card,
  ownEntries({ thing: 'power', path: '/system' }, ['under_voltage']),
  ownEntries({ thing: 'backup', path: '/system/backup' }, ['backup_failed', 'backup_no_room']),
  ownEntries({ thing: 'channel', path: '/channels' }, ['channel_token', 'channel_silent']),
]
