import type { LocalUser } from '@sereno/shared/control.ts'
import type { Person } from '@sereno/shared/person.ts'
import { iso } from '../../clock.ts'
import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { changeUser } from './change-user.ts'
import { newcomer } from './newcomer.ts'
import { personView } from './person-view.ts'
import { throwRefused } from './refused.ts'
import { welcome } from './welcome.ts'

type Input = Pick<Person, 'username' | 'fullName' | 'email' | 'phone' | 'role' | 'language'> & { welcome: boolean }

/** Who is at the box may all that an admin may, and is called as the venue is. */
function atTheBox({ book }: House): Pick<Caller, 'role' | 'fullName'> {
  const { account, venue } = book.read()
  return { role: 'admin', fullName: account?.company ?? venue.name }
}

/**
 * Makes a user for someone who is at the box itself: the distributor's advisor, whom nobody could invite yet.
 * @throws {Fault} `conflict` before the first set-up, `invalid` where username or phone are taken
 */
export async function addUserHere(house: House, { welcome: byMail, ...input }: Input): Promise<LocalUser> {
  // The wizard makes the account with its first user; one made before would keep it from ever being made.
  if (!(await house.store.people.anyone())) throw new Fault('conflict')
  const user = newcomer({ ...input, passwordHash: '', createdAt: house.clock.now() })
  const { link, letter, token, code } = welcome(house, user, atTheBox(house))
  // What was not mailed to them confirms no address.
  const links = [byMail ? link : { ...link, email: '' }]
  throwRefused(await house.store.people.addUser(user, links, byMail ? [letter] : []))
  const view = personView(user)
  noteChanges(undefined, view)
  house.log.warn({ username: user.username, role: user.role }, 'a user was made at the box')
  if (byMail) house.bus.emit('outbox.filled')
  const address = `${house.config.publicUrl}/reset?username=${encodeURIComponent(user.username)}#${token}`
  return {
    user: view,
    way: byMail ? null : { link: address, code, expiresAt: iso(link.expiresAt) },
    mailWaits: byMail && house.mail.settings().settings === null,
  }
}

/** Every user, by name. */
export async function usersHere(house: House): Promise<Person[]> {
  const all: Person[] = []
  for (let cursor: string | undefined; ; ) {
    const { items, nextCursor } = await house.store.people.users({ limit: 500, cursor })
    all.push(...items.map(personView))
    if (nextCursor === null) return all
    cursor = nextCursor
  }
}

/**
 * Keeps a user out from now on, for someone who is at the box itself.
 * @throws {Fault} `not_found`, `last_admin`
 */
export async function disableUserHere(house: House, login: string): Promise<Person> {
  const user = await house.store.people.findLogin(login)
  if (user === null) throw new Fault('not_found')
  const changed = await changeUser(house, atTheBox(house), user.id, { disabled: true })
  house.log.warn({ username: user.username }, 'a user was disabled at the box')
  return changed
}
