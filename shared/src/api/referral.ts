import { z } from 'zod'
import { referral, signupInput } from '../referral.ts'
import { contracts, readers } from './contract.ts'

/** Bringing others, and those who come. */
export const referralContracts = contracts({
  'me.referral': {
    method: 'GET',
    path: '/api/v1/me/referral',
    access: { scope: 'admin', roles: readers },
    summary: 'My referral link, and who came by it',
    status: 200,
    response: referral,
  },
  signup: {
    method: 'POST',
    path: '/api/v1/signup',
    access: 'public',
    summary:
      'Ask for an account: a lead and a ticket for an advisor, not an account. The same answer for any referral token',
    body: signupInput,
    status: 202,
    response: z.strictObject({ accepted: z.literal(true) }),
  },
})
