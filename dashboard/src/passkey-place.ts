import type { Trouble } from './api.ts'
import { t } from './words.ts'

/** Whether a browser can use a passkey where it is: not without HTTPS and a host name, nor where it knows none. */
export type PasskeyPlace = 'here' | 'insecure' | 'unsupported'

interface Where {
  isSecureContext: boolean
  hostname: string
  knowsPasskeys: boolean
}

/** An address names no machine: a passkey is made for a name. */
const isAddress = (hostname: string) => /^[\d.]+$|^\[/u.test(hostname)

export function passkeyPlace({ isSecureContext, hostname, knowsPasskeys }: Where): PasskeyPlace {
  if (!isSecureContext || isAddress(hostname)) return 'insecure'
  return knowsPasskeys ? 'here' : 'unsupported'
}

/** The same for the page that is open. */
export const passkeyPlaceHere = (): PasskeyPlace =>
  passkeyPlace({
    isSecureContext: window.isSecureContext,
    hostname: location.hostname,
    knowsPasskeys: 'PublicKeyCredential' in window,
  })

/** What kept a browser or a device from making a passkey, or from showing one. */
export type PasskeyFault = 'cancelled' | 'not_made' | 'known' | 'unverified' | 'place' | 'device'

/** By the names of WebAuthn's errors; what was cancelled is told by the same one as what took too long. */
export function passkeyFault(error: unknown, purpose: 'make' | 'show'): PasskeyFault {
  switch (error instanceof Error ? error.name : '') {
    case 'NotAllowedError':
    case 'AbortError':
      return purpose === 'make' ? 'not_made' : 'cancelled'
    case 'InvalidStateError':
      return 'known'
    case 'ConstraintError':
    case 'NotSupportedError':
      return 'unverified'
    case 'SecurityError':
      return 'place'
    default:
      return 'device'
  }
}

/** That fault as what a form shows where the agent refused. */
export const passkeyTrouble = (error: unknown, purpose: 'make' | 'show'): Trouble => ({
  status: 0,
  code: 'passkey',
  title: t('passkey.failed_title'),
  detail: t(`passkey.fault_${passkeyFault(error, purpose)}`),
  errors: [],
  retryAfterSeconds: null,
})
