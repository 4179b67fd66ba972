import type { PersonalFound } from '@sereno/shared/privacy.ts'
import type { Traces } from '../../store/erasure-types.ts'
import { noteChanges } from '../audit/note.ts'
import { forgetInSettings, placesInSettings } from '../erasure/forget-in-settings.ts'
import { sweepStore } from '../erasure/sweep-store.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** An e-mail, a phone however it is written, or a name. */
function tracesIn(q: string): Traces {
  const none = { usernames: [], emails: [], phones: [], names: [] }
  if (/^\S+@\S+$/u.test(q)) return { ...none, emails: [q.toLowerCase()] }
  const digits = q.replace(/[\s().-]/gu, '')
  if (/^\+?\d{6,15}$/u.test(digits)) return { ...none, phones: [digits] }
  return { ...none, names: [q] }
}

/** Where someone is named, by an e-mail, a phone or a name. */
export async function findContact(house: House, q: string): Promise<PersonalFound> {
  const traces = tracesIn(q)
  const user = await userOf(house, q)
  const stored = await house.store.erasure.find(traces)
  const settings = Map.groupBy(placesInSettings(house.book.read(), traces), ({ place }) => place)
  return {
    userId: user?.id ?? null,
    places: [
      ...[...settings].map(([place, all]) => ({ place, count: all.length, names: all.map(({ name }) => name) })),
      ...Object.entries(stored).map(([place, count]) => ({
        place: place as keyof typeof stored,
        count,
        names: [],
      })),
    ],
  }
}

/** The user that someone is, by what they log in with or are called. */
async function userOf(house: House, q: string) {
  const found = await house.store.people.findLogin(q)
  if (found !== null) return found
  const { items } = await house.store.people.users({ limit: 500 })
  const wanted = q.toLowerCase()
  return (
    items.find(({ fullName, email, newEmail }) =>
      [fullName, email, newEmail].some((one) => one?.toLowerCase() === wanted),
    ) ?? null
  )
}

/**
 * Erases someone who is no user wherever they are named, but in backups and in what others wrote down of a device.
 * @throws {Fault} `conflict` for a user: they are deleted as one · `not_found` where nobody is named so
 */
export async function eraseContact(house: House, q: string): Promise<void> {
  const { userId, places } = await findContact(house, q)
  if (userId !== null) throw new Fault('conflict')
  if (places.length === 0) throw new Fault('not_found')
  const traces = tracesIn(q)
  await forgetInSettings(house, traces)
  await house.store.erasure.erase(traces)
  noteChanges({ places: places.map(({ place }) => place).join(', ') }, undefined)
  await sweepStore(house)
}
