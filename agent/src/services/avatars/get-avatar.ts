import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** A user's picture, and which one it is. @throws {Fault} `not_found` */
export async function getAvatar(house: House, userId: string): Promise<{ version: string; picture: Uint8Array }> {
  const found = await house.store.avatars.of(userId)
  if (found === null) throw new Fault('not_found')
  return found
}
