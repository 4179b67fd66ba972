import type { Link } from './link.ts'
import type { Pushes } from './push-types.ts'

export const pushesOf = (link: Link): Pushes => ({
  keys: () => link.call('pushKeys'),
  setKeys: (sealed, before) => link.call('setPushKeys', sealed, before),
  add: (subscription, most) => link.call('addPushSubscription', subscription, most),
  list: (userId) => link.call('listPushSubscriptions', userId),
  remove: (userId, id) => link.call('removePushSubscription', userId, id),
  readers: () => link.call('pushReaders'),
  events: () => link.call('pushEvents'),
  spread: (sequence, deliveries, quiet) => link.call('spreadPush', sequence, deliveries, quiet),
  quiet: () => link.call('pushQuiet'),
  endQuiet: (userId, deliveries) => link.call('endPushQuiet', userId, deliveries),
  enqueue: (deliveries) => link.call('enqueuePushes', deliveries),
  heads: () => link.call('pushHeads'),
  settle: (id, outcome) => link.call('settlePush', id, outcome),
})
