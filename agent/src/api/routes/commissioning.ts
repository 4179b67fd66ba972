import { mailSheet, sheetMails } from '../../services/commissioning/mail-sheet.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import type { Handlers } from '../handlers.ts'

/** The commissioning sheet by mail. */
export function commissioningRoutes(house: House): Handlers<'commissioning.mail' | 'commissioning.mails'> {
  // As everything that a person asks to have mailed: three at once, and then one a minute.
  const mails = new Pace(house.clock, 3, 60_000)
  return {
    'commissioning.mail': (call) => mailSheet(house, call.body.emails, call, mails),
    'commissioning.mails': ({ query, language }) => sheetMails(house, query.ids, language),
  }
}
