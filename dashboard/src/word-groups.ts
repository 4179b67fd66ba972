/** The files of words of the dashboard, in `shared/src/locales/<language>/`: `ui` is on every page. */
export const wordGroups = [
  'ui',
  'account',
  'audit',
  'backup',
  'care',
  'channels',
  'devices',
  'follow_up',
  'kiosk',
  'log',
  'notify',
  'passkey',
  'privacy',
  'push',
  'referral',
  'report',
  'rollout',
  'second_step',
  'shell',
  'subscription',
  'support',
  'system',
  'tokens',
  'trust',
  'users',
  'way_in',
  'webhooks',
  'wizard',
] as const

/** Words that only some pages need; a page names the groups it loads beside `ui`. */
export type WordGroup = Exclude<(typeof wordGroups)[number], 'ui'>
