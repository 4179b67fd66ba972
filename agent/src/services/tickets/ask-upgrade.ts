import type { Language } from '@sereno/shared/field.ts'
import { say } from '@sereno/shared/locales/index.ts'
import type { TicketThread, UpgradeInput } from '@sereno/shared/ticket.ts'
import type { Caller, House } from '../house.ts'
import { addTicket } from './add-ticket.ts'

/** Asks for a better plan or more places, as a ticket in the words of whoever asks. @throws {Fault} `tickets_full` */
export function askUpgrade(
  house: House,
  caller: Caller,
  { what, quantity, note }: UpgradeInput,
  language: Language,
): Promise<TicketThread> {
  const wanted = say(language, `mail.upgrade.${what}`, { n: quantity })
  const asked = say(language, 'mail.upgrade.text', { wanted, company: house.book.read().account?.company ?? '' })
  return addTicket(house, caller, {
    subject: say(language, 'mail.upgrade.subject', { wanted }),
    text: note.trim() === '' ? asked : `${asked}\n\n${note.trim()}`,
    urgency: 'normal',
  })
}
