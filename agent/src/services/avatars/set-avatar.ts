import { createHash } from 'node:crypto'
import { mostAvatarBytes } from '@sereno/shared/avatar.ts'
import type { Person } from '@sereno/shared/person.ts'
import { Fault } from '../fault.ts'
import { gather } from '../gather.ts'
import type { House } from '../house.ts'
import { findUser } from '../users/find-user.ts'
import { personView } from '../users/person-view.ts'

interface Sent {
  parts: AsyncIterable<Uint8Array>
  /** As many as its sender says. */
  bytes: number
}

const faults = {
  not_a_picture: 'not_a_picture',
  too_large: 'picture_too_large',
  unreadable: 'picture_unreadable',
} as const
/** So many files stand in memory at once. */
const mostAtOnce = 4
const waitSeconds = 5

/** Takes pictures of people in. */
export function avatarSetter(house: House) {
  let taking = 0

  /**
   * Sets a user's picture, made anew from the points of the one that was sent.
   * @throws {Fault} `not_found`, `not_a_picture`, `picture_too_large`, `picture_unreadable`, `too_often` while others are taken in
   */
  return async (userId: string, sent: Sent): Promise<Person> => {
    await findUser(house, userId)
    if (sent.bytes > mostAvatarBytes) throw new Fault('picture_too_large')
    if (taking >= mostAtOnce) throw new Fault('too_often', { values: { n: waitSeconds } })
    taking += 1
    try {
      const picture = await squareOf(house, await gather(sent.parts, mostAvatarBytes, 'picture_too_large'))
      const version = createHash('sha256').update(picture).digest('hex').slice(0, 16)
      // Somebody may have deleted them meanwhile.
      if (!(await house.store.avatars.set(userId, { version, picture }))) throw new Fault('not_found')
    } finally {
      taking -= 1
    }
    return personView(await findUser(house, userId))
  }
}

async function squareOf(house: House, file: Uint8Array): Promise<Uint8Array> {
  const made = await house.pictures.square(file)
  if ('picture' in made) return made.picture
  if (made.refused === 'busy') throw new Fault('too_often', { values: { n: waitSeconds } })
  throw new Fault(faults[made.refused])
}
