import type { ResponseOf } from '@sereno/shared/api/contract.ts'
import type { Api } from '@sereno/shared/api/index.ts'
import { startAuthentication, startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser'
import { type Answer, call, type Trouble } from './api.ts'
import { passkeyTrouble } from './passkey-place.ts'

// Loaded only where someone makes a passkey, or can show one.

const no = (trouble: Trouble) => ({ ok: false, trouble }) as const

/** Has a passkey made by the browser and kept by the agent. */
export async function makePasskey(asked: {
  name: string
  password: string
}): Promise<Answer<ResponseOf<Api['passkeys.add']>>> {
  const begun = await call('POST /api/v1/me/passkeys/options', { body: { password: asked.password } })
  if (!begun.ok) return begun
  try {
    // The package has its own, looser names for what both take from the standard.
    const options = begun.value as Parameters<typeof startRegistration>[0]['optionsJSON']
    const { id, response } = await startRegistration({ optionsJSON: options })
    const { clientDataJSON, authenticatorData = '', publicKey = '', publicKeyAlgorithm, transports = [] } = response
    const algorithm = begun.value.pubKeyCredParams.find(({ alg }) => alg === publicKeyAlgorithm)?.alg
    if (algorithm === undefined) return no(passkeyTrouble(null, 'make'))
    const said = { clientDataJSON, authenticatorData, publicKey, publicKeyAlgorithm: algorithm, transports }
    const made = { id, type: 'public-key', response: said } as const
    return await call('POST /api/v1/me/passkeys', { body: { name: asked.name, made } })
  } catch (error) {
    return no(passkeyTrouble(error, 'make'))
  }
}

/**
 * Signs in by a passkey that the browser has: by a dialog, or by its suggestions at the field of the username; those wait
 * until somebody picks one, and end with the next call.
 */
export async function showPasskey(way: 'dialog' | 'suggestions'): Promise<Answer<ResponseOf<Api['session.passkey']>>> {
  const begun = await call('POST /api/v1/session/passkey/options')
  if (!begun.ok) return begun
  try {
    const { id, response } = await startAuthentication({
      optionsJSON: begun.value,
      useBrowserAutofill: way === 'suggestions',
    })
    const { clientDataJSON, authenticatorData, signature, userHandle } = response
    const said = { clientDataJSON, authenticatorData, signature, userHandle }
    return await call('POST /api/v1/session/passkey', { body: { shown: { id, type: 'public-key', response: said } } })
  } catch (error) {
    return no(passkeyTrouble(error, 'show'))
  }
}

/** Ends what waits. */
export const stopPasskeys = (): void => WebAuthnAbortService.cancelCeremony()
