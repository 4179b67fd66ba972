import type { ChannelKind } from './channel.ts'
import type { MetaRaw } from './graph.ts'
import { type MessengerAccess, messenger, messengerName } from './messenger/messenger.ts'
import { type WhatsAppAccess, whatsapp } from './whatsapp/whatsapp.ts'

/** A channel whose other end is at Meta, with all that is needed to call it. */
export type Outside = { type: 'messenger'; access: MessengerAccess } | { type: 'whatsapp'; access: WhatsAppAccess }

/** The same as its calls alone. */
export interface OutsideChannel {
  textLength: number
  receive(raw: MetaRaw): ReturnType<Kind['receive']>
  send(part: Parameters<Kind['send']>[0], to: string, signal: AbortSignal): ReturnType<Kind['send']>
  fetch(file: Parameters<NonNullable<Kind['fetch']>>[0], signal: AbortSignal): ReturnType<NonNullable<Kind['fetch']>>
  health(signal: AbortSignal): ReturnType<Kind['health']>
  /** What a contact is called whose messages do not say; empty where nobody tells. */
  nameOf(contactKey: string, signal: AbortSignal): Promise<string>
}
type Kind = ChannelKind<unknown, MetaRaw>

/** The channels outside. Live chat is not among them: we serve it ourselves. A new one is a line here. */
export const outsideChannel = (outside: Outside): OutsideChannel =>
  outside.type === 'messenger'
    ? bind(messenger, outside.access, (key, signal) => messengerName(outside.access, key, signal))
    : bind(whatsapp, outside.access, async () => '')

const bind = <Access>(
  kind: ChannelKind<Access, MetaRaw>,
  access: Access,
  nameOf: OutsideChannel['nameOf'],
): OutsideChannel => ({
  textLength: kind.textLength,
  receive: (raw) => kind.receive(raw, access),
  send: (part, to, signal) => kind.send(part, to, access, signal),
  fetch: async (file, signal) =>
    (await kind.fetch?.(file, access, signal)) ?? { end: 'refused', reason: 'files are uploaded to us' },
  health: (signal) => kind.health(access, signal),
  nameOf,
})
