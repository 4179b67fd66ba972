import type { ChannelSetting, LiveChat, Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { ChannelType } from '@sereno/shared/channels.ts'
import type { VenueDocument } from '@sereno/shared/venue.ts'
import { Fault } from '../fault.ts'

interface OfType {
  'live-chat': LiveChat
  messenger: Messenger
  whatsapp: WhatsApp
}

/** @throws {Fault} `not_found` */
export function findChannel(document: Readonly<VenueDocument>, id: string): ChannelSetting {
  const found = document.channels.find((channel) => channel.id === id)
  if (found === undefined) throw new Fault('not_found')
  return found
}

/** One that must be of a type. @throws {Fault} `not_found` */
export function findOfType<T extends ChannelType>(document: Readonly<VenueDocument>, id: string, type: T): OfType[T] {
  const found = findChannel(document, id)
  if (found.type !== type) throw new Fault('not_found')
  return found as OfType[T]
}
