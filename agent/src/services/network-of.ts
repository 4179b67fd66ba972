/** The part of the internet that an address is of: what one sender can have many addresses in, /24 or /56. */
export function wideNetworkOf(address: string): string {
  if (!address.includes(':')) return address.split('.').slice(0, 3).join('.').slice(0, 300)
  const [one = '', two = '', three = '', four = ''] = networkOf(address).split(':')
  return [one, two, three, four.padStart(4, '0').slice(0, 2)].join(':')
}

/** Whom the address of a client counts as where tries are counted: one household has a whole /64 of IPv6 addresses. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address.slice(0, 300)
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length)
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')].slice(0, 4).join(':')
}
