import type { Link } from './link.ts'
import type { Told } from './told-types.ts'

/** What people were told, over the link to the store's thread. */
export const toldOf = (link: Link): Told => ({
  known: (userId, thing, occurrences) => link.call('knownTold', userId, thing, occurrences),
  lastAt: (userId, thing) => link.call('lastTold', userId, thing),
  since: (userId, thing, now) => sinceOf(link, userId, thing, now),
  forget: (userId, thing) => link.call('forgetTold', userId, thing),
  tell: (userId, thing, occurrences, at, mail) => link.call('tellUser', userId, thing, occurrences, at, mail),
})

/** Written only where it is not there: what is asked for again and again must not wear out the card. */
async function sinceOf(link: Link, userId: string, thing: string, now: number): Promise<number> {
  const known = await link.call('toldSince', userId, thing)
  if (known === null) await link.call('beginTold', userId, thing, now)
  return known ?? now
}
