import { z } from 'zod'
import { checkin, pairing } from '../checkin.ts'
import { password } from '../user.ts'
import { admins, contracts, operators, technicians } from './contract.ts'

const base = '/api/v1'

/** iPads that tell how they are, and how they come by their token. */
export const checkinContracts = contracts({
  'checkins.pair': {
    method: 'POST',
    path: `${base}/checkins/pair`,
    access: 'public',
    summary: 'Pair an iPad with the app password; a name that is known pairs that device again',
    body: pairing,
    status: 201,
    response: z.strictObject({ deviceId: z.string(), token: z.string() }),
  },
  'checkins.add': {
    method: 'POST',
    path: `${base}/checkins`,
    access: { scope: 'checkin', roles: operators, iPads: true },
    summary: 'How an iPad is, by its own words; with its own token, or one of the scope `checkin`',
    body: checkin,
    status: 201,
    response: z.strictObject({ deviceId: z.string(), everySeconds: z.number().int() }),
    audited: false,
  },
  'checkins.unpair': {
    method: 'DELETE',
    path: `${base}/devices/:id/pairing`,
    access: { scope: 'devices:write', roles: technicians },
    summary: 'Unlink an iPad: its token ends, and it must be paired anew with the app password',
    status: 204,
    response: null,
  },
  'account.appPassword': {
    method: 'PUT',
    path: `${base}/account/app-password`,
    access: { scope: 'admin', roles: admins },
    summary: 'Set the password by which iPads are paired; ends the tokens that the old one gave',
    body: z.strictObject({ password, repeat: z.string().max(200) }),
    status: 204,
    response: null,
  },
})
