import type { House } from '../../services/house.ts'
import { getMail } from '../../services/mail/get-mail.ts'
import { setMail } from '../../services/mail/set-mail.ts'
import { testMail } from '../../services/mail/test-mail.ts'
import { changeVenue } from '../../services/venue/change-venue.ts'
import { getVenue } from '../../services/venue/get-venue.ts'
import type { Handlers } from '../handlers.ts'

/** The settings of outgoing mail and of the venue. */
export const settingsRoutes = (
  house: House,
): Handlers<'mail.get' | 'mail.set' | 'mail.test' | 'venue.get' | 'venue.change'> => ({
  'mail.get': ({ language }) => getMail(house, language),
  'mail.set': ({ body, language }) => setMail(house, body, language),
  'mail.test': ({ body, language }) => testMail(house, body, language),
  'venue.get': async () => getVenue(house),
  'venue.change': ({ body }) => changeVenue(house, body),
})
