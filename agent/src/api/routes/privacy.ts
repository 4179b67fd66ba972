import type { privacyContracts } from '@sereno/shared/api/privacy.ts'
import { removeVenue } from '../../services/danger/remove-venue.ts'
import { resetHistory } from '../../services/danger/reset-history.ts'
import { type ExportFile, personData } from '../../services/export/person-data.ts'
import { venueData } from '../../services/export/venue-data.ts'
import type { House } from '../../services/house.ts'
import { eraseChats, findChats } from '../../services/privacy/chats.ts'
import { eraseContact, findContact } from '../../services/privacy/contact.ts'
import { getPrivacy } from '../../services/privacy/get-privacy.ts'
import type { Tries } from '../../services/tries.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** What is known of people and of the venue: taking it away, and erasing it. */
export const privacyRoutes = (house: House, tries: Tries): Handlers<keyof typeof privacyContracts> => ({
  'me.export': async ({ caller }) => file(await personData(house, caller.userId, caller.userId)),
  'users.export': async (call) => file(await personData(house, idOf(call), call.caller.userId)),
  'account.export': async ({ language }) => file(await venueData(house, language)),
  'privacy.get': () => getPrivacy(house),
  'privacy.find': ({ body }) => findContact(house, body.q),
  'privacy.erase': async ({ body }) => {
    await eraseContact(house, body.q)
    return undefined
  },
  'privacy.findChats': ({ body }) => findChats(house, body.q),
  'privacy.eraseChats': async ({ body }) => {
    await eraseChats(house, body)
    return undefined
  },
  'history.reset': ({ body }) => resetHistory(house, body.name),
  'account.remove': async (call) => {
    await removeVenue(house, tries, call.caller, call.body, call)
    return undefined
  },
})

function file({ name, parts }: ExportFile): Response {
  const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}"` }
  return new Response(ReadableStream.from(parts), { headers })
}
