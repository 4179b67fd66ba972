import type { Messenger, WhatsApp } from '@sereno/shared/channel.ts'
import type { OutsideChannel } from '../../channels/index.ts'
import { graphPlace, isOutside, openOutside } from '../../flow/channel-calls.ts'
import { findChannel } from '../channels/find-channel.ts'
import { Fault } from '../fault.ts'
import type { House } from '../house.ts'

/** A channel of Meta's by the id in its webhook's address. @throws {Fault} `not_found` */
export function hookChannel(house: House, id: string): Messenger | WhatsApp {
  const channel = findChannel(house.book.read(), id)
  if (!isOutside(channel)) throw new Fault('not_found')
  return channel
}

/** A channel ready to be called; `null` where it is not connected. */
export const callable = (house: House, channel: Messenger | WhatsApp): OutsideChannel | null =>
  openOutside(house.sealer, graphPlace(house.config), channel)
