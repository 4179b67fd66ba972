/** How this browser reaches the box; what a browser allows a page depends on it. */
export type Tier = 'plain' | 'encrypted' | 'this_machine'

export function tierOf({ protocol, hostname }: Pick<Location, 'protocol' | 'hostname'>): Tier {
  if (protocol === 'https:') return 'encrypted'
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/u.test(hostname) ? 'this_machine' : 'plain'
}

/** What people ask about, in their order; its words are `system.can_…`. */
export const abilities = ['watch', 'sound', 'copy', 'awake', 'app', 'private'] as const
export type Ability = (typeof abilities)[number]

/** Over plain HTTP a browser withholds what needs a secure context (W3C, Secure Contexts), this machine excepted. */
export const isAble = (ability: Ability, tier: Tier): boolean =>
  tier === 'plain' ? ability === 'watch' || ability === 'sound' : true
