import { noteChanges } from '../audit/note.ts'
import { Fault } from '../fault.ts'
import type { Caller, House } from '../house.ts'
import { describeToken } from './list-tokens.ts'
import { tokenLetter } from './token-letter.ts'

/**
 * Ends a token at once, its event streams included, and tells its owner.
 * @throws {Fault} `not_found`
 */
export async function revokeToken(house: House, caller: Caller, id: string): Promise<void> {
  const { tokens } = house.store
  const found = await tokens.get(id)
  if (found === null) throw new Fault('not_found')
  const letter = tokenLetter(house, found, 'token_revoked', { by: caller.fullName })
  if (!(await tokens.revoke(id, [letter]))) throw new Fault('not_found')
  noteChanges(describeToken(found.token, found.user.fullName), null)
  house.bus.emit('access.ended', `token:${id}`)
  house.bus.emit('outbox.filled')
}
