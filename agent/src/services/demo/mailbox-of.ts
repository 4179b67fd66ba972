import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * The demonstration's mailbox.
 * @throws {Fault} `not_found` where this is no demonstration
 */
export function mailboxOf({ mailbox }: House): NonNullable<House['mailbox']> {
  if (mailbox === null) throw new Fault('not_found')
  return mailbox
}
