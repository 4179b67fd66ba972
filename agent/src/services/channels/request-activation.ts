import type { Channel } from '@sereno/shared/channel.ts'
import { say } from '@sereno/shared/locales/index.ts'
import { changeBook } from '../change-book.ts'
import type { Caller, House } from '../house.ts'
import { makeTurns } from '../in-turn.ts'
import { openTicket } from '../tickets/add-ticket.ts'
import { type ChannelReader, getChannel } from './channel-view.ts'
import { findOfType } from './find-channel.ts'

/** Of two who ask at the same time, the second finds the ticket of the first. */
const inTurn = makeTurns()

/** Asks the sales area for WhatsApp by a ticket; once it was asked for, nothing more happens. @throws {Fault} `not_found`, `tickets_full` */
export function requestActivation(house: House, caller: Caller, id: string, reader: ChannelReader): Promise<Channel> {
  return inTurn(house, async () => {
    const { settings } = findOfType(house.book.read(), id, 'whatsapp')
    if (settings.stage === 'none') {
      const ticket = await openTicket(house, caller, letter(house, reader))
      await changeBook(house, (draft) => {
        Object.assign(findOfType(draft, id, 'whatsapp').settings, { stage: 'requested', ticket })
      })
      house.bus.emit('channel.changed', id)
    }
    return getChannel(house, id, reader)
  })
}

function letter(house: House, { language }: ChannelReader) {
  const company = house.book.read().account?.company ?? ''
  return {
    subject: say(language, 'channel.request.subject'),
    text: say(language, 'channel.request.text', { company }),
    urgency: 'normal' as const,
  }
}
