import type { Language } from '@sereno/shared/field.ts'
import type { MailView } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { getMail } from './get-mail.ts'

/** A server may take its time with many mails; what goes on after that goes on by itself. */
const patienceMs = 20_000

/**
 * Tries the mails that wait at once, and tells how it is then. Asked again it is harmless.
 * @throws {Fault} `mail_not_configured`; `too_often`, for each try may be a login that is refused
 */
export async function retryMail(house: House, pace: Pace, language: Language): Promise<MailView> {
  if (house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  pace.keep('all')
  let endWait = () => {}
  const wait = new Promise<void>((over) => {
    endWait = house.clock.after(patienceMs, over)
  })
  await Promise.race([house.mail.retry(), wait])
  endWait()
  return getMail(house, language)
}
