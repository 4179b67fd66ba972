import type { Link } from './link.ts'
import type { RolloutDesk } from './rollout-types.ts'

/** The first days of a venue, over the link to the store's thread. */
export const rolloutOf = (link: Link): RolloutDesk => ({
  days: (spans) => link.call('rolloutDays', spans),
  addresses: (deviceIds, since) => link.call('addressHistories', deviceIds, since),
  digests: () => link.call('lastDigests'),
  lastMailAt: () => link.call('lastMailAt'),
  marks: () => link.call('rolloutMarks'),
  mark: (marks) => link.call('setMarks', marks),
  unmark: (point) => link.call('unmark', point),
  notes: () => link.call('rolloutNotes'),
  addNote: (note, most) => link.call('addRolloutNote', note, most),
  removeNote: (id, userId) => link.call('removeRolloutNote', id, userId),
  handedOver: () => link.call('handedOver'),
  handOver: (userId, at, mails) => link.call('handOverVenue', userId, at, mails),
})
