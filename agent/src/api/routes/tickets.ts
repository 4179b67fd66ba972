import type { ticketsContracts } from '@sereno/shared/api/tickets.ts'
import type { House } from '../../services/house.ts'
import { Pace } from '../../services/pace.ts'
import { addTicket } from '../../services/tickets/add-ticket.ts'
import { askUpgrade } from '../../services/tickets/ask-upgrade.ts'
import { attacher } from '../../services/tickets/attach.ts'
import { diagnostics } from '../../services/tickets/diagnostics.ts'
import { countTickets, listTickets } from '../../services/tickets/list-tickets.ts'
import { openAttachment } from '../../services/tickets/open-attachment.ts'
import { resendTicket } from '../../services/tickets/resend-ticket.ts'
import { seeTicket } from '../../services/tickets/see-ticket.ts'
import { threadView } from '../../services/tickets/ticket-view.ts'
import { changeTicket, replyToTicket } from '../../services/tickets/write-in-ticket.ts'
import { fileAnswer } from '../file-answer.ts'
import type { Handlers } from '../handlers.ts'
import { idOf } from '../id-of.ts'
import { Refusal } from '../problem.ts'

/** Support tickets. */
export function ticketRoutes(house: House): Handlers<keyof typeof ticketsContracts> {
  // Each becomes a mail: what someone's script repeats must not fill the distributor's mailbox.
  const made = new Pace(house.clock, 10, 60_000)
  const written = new Pace(house.clock, 20, 10_000)
  const resent = new Pace(house.clock, 2, 60_000)
  const attach = attacher(house)
  return {
    'tickets.list': ({ caller, query }) => listTickets(house, caller, query),
    'tickets.counts': ({ caller }) => countTickets(house, caller),
    'tickets.diagnostics': async () => ({ text: await diagnostics(house) }),
    'tickets.add': ({ caller, body }) => {
      made.keep(caller.userId)
      return addTicket(house, caller, body)
    },
    'tickets.get': (call) => threadView(house, call.caller, idOf(call)),
    'tickets.seen': async (call) => {
      await seeTicket(house, call.caller, idOf(call))
      return undefined
    },
    'tickets.change': (call) => changeTicket(house, call.caller, idOf(call), call.body.state),
    'tickets.reply': (call) => {
      written.keep(call.caller.userId)
      return replyToTicket(house, call.caller, idOf(call), call.body.text)
    },
    'tickets.resend': (call) => resendTicket(house, call.caller, idOf(call), resent),
    'tickets.attach': (call) => {
      if (call.upload === undefined) throw new Refusal('malformed')
      return attach(call.caller, idOf(call), call.query.name, call.upload)
    },
    'tickets.attachment': async (call) => {
      const { attachment, parts } = await openAttachment(house, call.caller, idOf(call), call.params.attachment ?? '')
      return fileAnswer(attachment, parts)
    },
    'account.upgrade': ({ caller, body, language }) => {
      made.keep(caller.userId)
      return askUpgrade(house, caller, body, language)
    },
  }
}
