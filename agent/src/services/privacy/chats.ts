import type { ChatsFound } from '@sereno/shared/privacy.ts'
import { noteChanges } from '../audit/note.ts'
import { sweepStore } from '../erasure/sweep-store.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** How many conversations a contact has on each channel. Admins are told no more: what is in them is their pickers'. */
export async function findChats(house: House, q: string): Promise<ChatsFound> {
  const found = await house.store.talk.ofContact(q)
  const byChannel = Map.groupBy(found, ({ channelId }) => channelId)
  return {
    channels: [...byChannel.values()].flatMap((all) => {
      const [one] = all
      return one === undefined ? [] : [{ type: one.channelType, name: one.channelName, count: all.length }]
    }),
  }
}

/**
 * Erases all conversations of a contact with their files; the audit log tells how many, and not whose.
 * @throws {Fault} `invalid` at `typed` where it is not what was looked for · `not_found`
 */
export async function eraseChats(house: House, { q, typed }: { q: string; typed: string }): Promise<void> {
  if (plain(typed) !== plain(q)) throw new Fault('invalid', { fields: [{ path: 'typed', message: 'not_the_same' }] })
  const found = await house.store.talk.ofContact(q)
  if (found.length === 0) throw new Fault('not_found')
  for (const { id, pickerId } of found) {
    await house.store.talk.erase(id)
    house.bus.emit('conversation.left', id, pickerId)
  }
  noteChanges({ conversations: found.length }, { conversations: 0 })
  await sweepStore(house)
}

const plain = (text: string) => text.normalize('NFC').trim().toLocaleLowerCase()
