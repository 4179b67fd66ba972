const helpPages = [
  'overview',
  'devices',
  'device',
  'activity',
  'report',
  'integrations',
  'console',
  'channels',
  'users',
  'account',
  'me',
  'system',
  'other',
] as const
export type HelpPage = (typeof helpPages)[number]

/** Which page the help tells about at an address. */
export function helpOf(address: string): HelpPage {
  if (address === '/') return 'overview'
  const [, first, second] = address.split('/')
  if (first === 'devices' && second) return 'device'
  return helpPages.find((page) => page === first) ?? 'other'
}
