import { z } from 'zod'
import { line, listOf } from '../field.ts'
import {
  messageInput,
  ticket,
  ticketAttachment,
  ticketCounts,
  ticketInput,
  ticketState,
  ticketsQuery,
  ticketThread,
  upgradeInput,
} from '../ticket.ts'
import { ticketBounds } from '../tickets.ts'
import { contracts, operators, readers } from './contract.ts'

const base = '/api/v1/tickets'

/** Requests to the distributor. A viewer sees their own; one that is not theirs to see is not there. */
export const ticketsContracts = contracts({
  'tickets.list': {
    method: 'GET',
    path: base,
    access: { scope: 'admin', roles: readers },
    summary: 'Support tickets, last changed first; `status` names one or several states',
    query: ticketsQuery,
    status: 200,
    response: listOf(ticket),
  },
  'tickets.counts': {
    method: 'GET',
    path: `${base}/counts`,
    access: { scope: 'admin', roles: readers },
    summary:
      'How many tickets there are of each state, how many of mine have a new answer, and whom they are mailed to',
    status: 200,
    response: ticketCounts,
  },
  'tickets.diagnostics': {
    method: 'GET',
    path: `${base}/diagnostics`,
    access: { scope: 'admin', roles: operators },
    summary: 'What the agent can tell of itself, to be looked at and sent along with a ticket; no names, no secrets',
    status: 200,
    response: z.strictObject({ text: z.string() }),
  },
  'tickets.add': {
    method: 'POST',
    path: base,
    access: { scope: 'admin', roles: readers },
    summary: 'Make a ticket. It stands at once, and is mailed to the distributor as soon as mail goes out',
    body: ticketInput,
    status: 201,
    response: ticketThread,
  },
  'tickets.get': {
    method: 'GET',
    path: `${base}/:id`,
    access: { scope: 'admin', roles: readers },
    summary: 'A ticket with its messages and attachments',
    status: 200,
    response: ticketThread,
  },
  'tickets.seen': {
    method: 'POST',
    path: `${base}/:id/seen`,
    access: { scope: 'admin', roles: readers },
    summary: 'I have read a ticket of mine: it has no new answer any more',
    audited: false,
    status: 204,
    response: null,
  },
  'tickets.change': {
    method: 'PATCH',
    path: `${base}/:id`,
    access: { scope: 'admin', roles: readers },
    summary: 'Set the state: advisors and admins any, the author may reopen a solved one; a closed one stays closed',
    body: z.strictObject({ state: ticketState }),
    status: 200,
    response: ticketThread,
  },
  'tickets.reply': {
    method: 'POST',
    path: `${base}/:id/messages`,
    access: { scope: 'admin', roles: readers },
    summary: 'Write into a ticket that is not closed',
    body: messageInput,
    status: 201,
    response: ticketThread,
  },
  'tickets.resend': {
    method: 'POST',
    path: `${base}/:id/resend`,
    access: { scope: 'admin', roles: readers },
    summary: 'Try the mails of a ticket again that were given up; one that went out never goes twice',
    status: 202,
    response: ticketThread,
  },
  'tickets.attach': {
    method: 'POST',
    path: `${base}/:id/attachments`,
    access: { scope: 'admin', roles: readers },
    summary: `Add a file to a ticket: PNG, JPEG, WebP, PDF or plain text by its first bytes; at most ${ticketBounds.attachments}, 5 MB each`,
    query: z.strictObject({ name: line(1, 200) }),
    upload: 'application/octet-stream',
    status: 201,
    response: ticketAttachment,
  },
  'tickets.attachment': {
    method: 'GET',
    path: `${base}/:id/attachments/:attachment`,
    access: { scope: 'admin', roles: readers },
    summary: 'Download a file of a ticket',
    status: 200,
    response: null,
    contentType: 'application/octet-stream',
  },
  'account.upgrade': {
    method: 'POST',
    path: '/api/v1/account/upgrade',
    access: { scope: 'admin', roles: readers },
    summary: 'Ask for a better plan or more places; gives the ticket that it made',
    body: upgradeInput,
    status: 201,
    response: ticketThread,
  },
})
