import type { ActionLog } from './flow/action-log.ts'
import { graphPlace } from './flow/channel-calls.ts'
import { type Channels, makeChannels } from './flow/channels.ts'
import type { OutsideDesk } from './flow/desks.ts'
import { makePushDelivery, type PushDelivery } from './flow/push.ts'
import { makePushKeys } from './flow/push-keys.ts'
import { makeWebhookDelivery, type WebhookDelivery } from './flow/webhooks.ts'
import { everyAddress } from './net/own.ts'
import type { House } from './services/house.ts'
import { afterQuiet, spreadPush } from './services/push/spread-push.ts'
import { disabledLetters } from './services/webhooks/disabled-letter.ts'
import { eventData } from './services/webhooks/event-data.ts'
import { makeOutside } from './transports/outside.ts'
import { makePushTransport } from './transports/web-push.ts'
import { makeWebhookTransport } from './transports/webhook.ts'
import { version } from './version.ts'

interface Tools extends Pick<House, 'config' | 'clock' | 'log' | 'bus' | 'book' | 'store' | 'sealer'> {
  actions: ActionLog
  clockTrusted(): Promise<boolean>
  /** Where we listen ourselves. */
  ports(): readonly number[]
  /** It is there once something is to be told. */
  house(): House
}

interface Outgoing {
  webhooks: WebhookDelivery
  push: PushDelivery
  channels: Channels
  outside: OutsideDesk
}

/** What calls out into the world: webhooks, pushes to browsers, what operators write, and ourselves by our public address. */
export function makeOutgoing({ ports, house, ...tools }: Tools): Outgoing {
  const { config, book } = tools
  const ownDoor = () => ({ addresses: everyAddress(), ports: ports(), publicUrl: config.publicUrl })
  return {
    outside: makeOutside({ version }),
    webhooks: makeWebhookDelivery({
      ...tools,
      transport: makeWebhookTransport({ version, ownDoor }),
      dataOf: (event, subject) => eventData(house(), event, subject),
      mailsOf: (webhook, reason) => disabledLetters(house(), webhook, reason),
    }),
    push: makePushDelivery({
      ...tools,
      keys: makePushKeys(tools),
      transport: makePushTransport({ version, ownDoor }),
      subject: () => `mailto:${book.read().account?.email ?? 'nobody@sereno.invalid'}`,
      spread: (event) => spreadPush(house(), event),
      afterQuiet: (userId) => afterQuiet(house(), userId),
    }),
    channels: makeChannels({ ...tools, place: graphPlace(config) }),
  }
}
