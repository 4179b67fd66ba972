import type { Language } from '@sereno/shared/field.ts'
import type { MailInput, MailTest } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/**
 * Sends a test mail and reports each stage. Settings that are given are tried, not saved; a password left out of them is
 * the saved one.
 * @throws {Fault} `mail_not_configured` where none are given and none are in force
 */
export async function testMail(
  house: House,
  { to, settings }: { to: string; settings?: MailInput | undefined },
  language: Language,
): Promise<MailTest> {
  if (settings === undefined && house.mail.settings().settings === null) throw new Fault('mail_not_configured')
  const saved = house.book.read().mail
  const tried = settings === undefined ? null : { ...settings, password: settings.password ?? saved?.password ?? '' }
  return house.mail.test(to, tried, language)
}
