import { api } from '@sereno/shared/api/index.ts'
import type { House } from '../../services/house.ts'
import { getMail } from '../../services/mail/get-mail.ts'
import { retryMail } from '../../services/mail/retry-mail.ts'
import { setMail } from '../../services/mail/set-mail.ts'
import { testMail } from '../../services/mail/test-mail.ts'
import { Pace } from '../../services/pace.ts'
import { changeVenue } from '../../services/venue/change-venue.ts'
import { getVenue } from '../../services/venue/get-venue.ts'
import type { Handlers } from '../handlers.ts'
import { mayCall } from '../scope.ts'

/** The settings of outgoing mail and of the venue. */
export function settingsRoutes(
  house: House,
): Handlers<'mail.get' | 'mail.set' | 'mail.retry' | 'mail.test' | 'venue.get' | 'venue.change'> {
  // A mail server that is asked too often with a wrong password shuts us out.
  const retries = new Pace(house.clock, 5, 60_000)
  return {
    'mail.get': ({ caller, language }) => getMail(house, language, mayCall(caller, api['mail.set'].access)),
    'mail.set': ({ body, language }) => setMail(house, body, language),
    'mail.retry': ({ language }) => retryMail(house, retries, language),
    'mail.test': ({ body, language }) => testMail(house, body, language),
    'venue.get': async () => getVenue(house),
    'venue.change': ({ body }) => changeVenue(house, body),
  }
}
