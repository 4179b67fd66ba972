import { openSecrets } from '../../flow/channel-secrets.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'
import type { Pace } from '../pace.ts'
import { sameSecret } from '../secret.ts'
import { hookChannel } from './open-hook.ts'

interface Asked {
  mode: string
  token: string
  challenge: string
}

/**
 * Meta asks whether an address is ours, before it calls it: whoever knows the word that we made for the channel is
 * answered with what they sent (https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests).
 * Also for a channel that is off, or that lacks its credentials: which of both is entered first is a matter of taste.
 * @throws {Fault} `not_found`, `not_allowed`, `too_often`
 */
export function verifyHook(house: House, id: string, asked: Asked, guesses: Pace): string {
  const secrets = openSecrets(house.sealer, hookChannel(house, id))
  const isRight = secrets !== null && asked.mode === 'subscribe' && sameSecret(asked.token, secrets.verifyToken)
  if (isRight) return asked.challenge
  guesses.keep(id)
  throw new Fault('not_allowed')
}
