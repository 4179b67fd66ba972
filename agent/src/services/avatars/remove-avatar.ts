import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** Takes a user's picture away; nothing changes where there is none. @throws {Fault} `not_found` */
export async function removeAvatar(house: House, userId: string): Promise<void> {
  if (!(await house.store.avatars.set(userId, null))) throw new Fault('not_found')
}
