import { trust } from '../trust.ts'
import { admins, contracts } from './contract.ts'

/** Encryption on the local network. A device that does not trust the box yet has to reach what makes it trust: all is public. */
export const trustContracts = contracts({
  'trust.get': {
    method: 'GET',
    path: '/api/v1/trust',
    access: 'public',
    summary: 'How encryption on the local network stands, and what a device is asked to trust',
    status: 200,
    response: trust,
  },
  'trust.authority': {
    method: 'POST',
    path: '/api/v1/trust/authority',
    access: { scope: 'admin', roles: admins },
    summary: 'Make a new certificate authority for this box; every device has to trust it anew',
    status: 201,
    response: trust,
  },
  'trust.check': {
    method: 'GET',
    path: '/trust/check',
    access: 'public',
    summary: 'Nothing, for any page to fetch over HTTPS: a browser that gets it trusts the box',
    status: 204,
    response: null,
  },
  'trust.profile': {
    method: 'GET',
    path: '/trust/sereno.mobileconfig',
    access: 'public',
    summary: 'The authority as a configuration profile for iPhone and iPad',
    status: 200,
    response: null,
    contentType: 'application/x-apple-aspen-config',
  },
  'trust.certificate': {
    method: 'GET',
    path: '/trust/sereno.crt',
    access: 'public',
    summary: 'The authority as a certificate (DER)',
    status: 200,
    response: null,
    contentType: 'application/x-x509-ca-cert',
  },
})
