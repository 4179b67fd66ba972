import type { channelContracts } from '@sereno/shared/api/channels.ts'
import { addChannel } from '../../services/channels/add-channel.ts'
import { changeChannel } from '../../services/channels/change-channel.ts'
import { getChannel, listChannels, readerOf } from '../../services/channels/channel-view.ts'
import { identitySecret } from '../../services/channels/identity-secret.ts'
import { proofOf, setPublicAddress } from '../../services/channels/public-address.ts'
import { removeChannel } from '../../services/channels/remove-channel.ts'
import { requestActivation } from '../../services/channels/request-activation.ts'
import { testChannel } from '../../services/channels/test-channel.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'

/** The ways in which people talk to us. */
export function channelRoutes(house: House): Handlers<keyof typeof channelContracts> {
  // Each asks somebody else, or writes into what people work with.
  const asked = new Pace(house.clock, 10, 6000)
  return {
    'channels.list': ({ caller, language }) => listChannels(house, readerOf(caller, language)),
    'channels.get': (call) => getChannel(house, idOf(call), readerOf(call.caller, call.language)),
    'channels.add': ({ caller, body, language }) => addChannel(house, body, readerOf(caller, language)),
    'channels.change': (call) => {
      if (call.body.messenger !== undefined || call.body.whatsapp !== undefined) asked.keep(call.caller.userId)
      return changeChannel(house, call.caller, idOf(call), call.body, readerOf(call.caller, call.language))
    },
    'channels.remove': async (call) => {
      await removeChannel(house, idOf(call))
      return undefined
    },
    'channels.test': (call) => {
      asked.keep(call.caller.userId)
      return testChannel(house, call.caller, idOf(call), readerOf(call.caller, call.language))
    },
    'channels.request': (call) =>
      requestActivation(house, call.caller, idOf(call), readerOf(call.caller, call.language)),
    'channels.identity': (call) => identitySecret(house, idOf(call), call.body.renew),
    'channels.publicAddress': async () => ({ url: house.book.read().publicAddress }),
    'channels.setPublicAddress': ({ caller, body }) => {
      asked.keep(caller.userId)
      return setPublicAddress(house, body.url)
    },
    'channels.provePublicAddress': async ({ body }) => ({ proof: proofOf(body.nonce) }),
  }
}
