import { z } from 'zod'
import { channel, channelInput, channelPatch, publicAddress, publicAddressSet } from '../channel.ts'
import { id, listOf } from '../field.ts'
import { contracts, managers, operators, readers } from './contract.ts'

const base = '/api/v1/channels'

/** The ways in which people talk to us. */
export const channelContracts = contracts({
  'channels.list': {
    method: 'GET',
    path: base,
    access: { scope: 'chat', roles: readers },
    summary: 'Channels with their status, in the order in which they were made',
    status: 200,
    response: listOf(channel),
  },
  'channels.get': {
    method: 'GET',
    path: `${base}/:id`,
    access: { scope: 'chat', roles: readers },
    summary: 'A channel',
    status: 200,
    response: channel,
  },
  'channels.add': {
    method: 'POST',
    path: base,
    access: { scope: 'admin', roles: managers },
    summary: 'Make a channel. Messenger and WhatsApp are inactive until their credentials are given',
    body: channelInput,
    status: 201,
    response: channel,
  },
  'channels.change': {
    method: 'PATCH',
    path: `${base}/:id`,
    access: { scope: 'admin', roles: managers },
    summary:
      'Change a channel, switch it on or off, or connect it: credentials are asked of Meta before they are saved',
    body: channelPatch,
    status: 200,
    response: channel,
  },
  'channels.remove': {
    method: 'DELETE',
    path: `${base}/:id`,
    access: { scope: 'admin', roles: managers },
    summary: 'Remove a channel. Its conversations stay; what waits to be sent is given up',
    status: 204,
    response: null,
  },
  'channels.test': {
    method: 'POST',
    path: `${base}/:id/test`,
    access: { scope: 'admin', roles: operators },
    summary: 'Live chat: write a message into the inbox as a visitor would. Messenger and WhatsApp: ask Meta about us',
    audited: false,
    status: 200,
    response: z.strictObject({ ok: z.boolean(), conversationId: id.nullable(), detail: z.string() }),
  },
  'channels.request': {
    method: 'POST',
    path: `${base}/:id/request`,
    access: { scope: 'admin', roles: operators },
    summary: 'Ask the sales area to activate WhatsApp: makes a ticket, once',
    status: 200,
    response: channel,
  },
  'channels.identity': {
    method: 'POST',
    path: `${base}/:id/identity`,
    access: { scope: 'admin', roles: managers },
    summary: 'Live chat: the secret with which your site signs who its visitors are; `renew` makes another',
    body: z.strictObject({ renew: z.boolean().default(false) }),
    status: 200,
    response: z.strictObject({ secret: z.string() }),
  },
  'channels.publicAddress': {
    method: 'GET',
    path: '/api/v1/public-address',
    access: { scope: 'admin', roles: managers },
    summary: 'Where the internet reaches this box, for channels that need it',
    status: 200,
    response: z.strictObject({ url: z.string().nullable() }),
  },
  'channels.provePublicAddress': {
    method: 'POST',
    path: '/api/v1/public-address/proof',
    access: 'public',
    summary: 'Prove that it is this box which answers: with this we look whether our public address leads to us',
    body: z.strictObject({ nonce: z.string().min(20).max(100) }),
    audited: false,
    status: 200,
    response: z.strictObject({ proof: z.string() }),
  },
  'channels.setPublicAddress': {
    method: 'PUT',
    path: '/api/v1/public-address',
    access: { scope: 'admin', roles: managers },
    summary: 'Say where the internet reaches this box: HTTPS, of a tunnel or a proxy of yours',
    body: z.strictObject({ url: publicAddress.nullable() }),
    status: 200,
    response: publicAddressSet,
  },
})
