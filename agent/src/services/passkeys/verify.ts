import { createHash, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'
import type { MadePasskey, ShownPasskey } from '@sereno/shared/passkey.ts'
import { z } from 'zod'
import { type AuthenticatorData, readAuthenticatorData } from './authenticator-data.ts'
import type { Site } from './site.ts'

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest()
const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64url')

/** What the browser says of itself, which the device signed. */
const clientData = z.object({
  type: z.string(),
  challenge: z.string(),
  origin: z.string(),
  crossOrigin: z.boolean().optional(),
})
type ClientData = z.infer<typeof clientData>

/** `null` where it is none. */
export function readClientData(encoded: string): ClientData | null {
  try {
    return clientData.parse(JSON.parse(fromBase64(encoded).toString('utf8')))
  } catch {
    return null
  }
}

type Signed = Pick<ShownPasskey['response'], 'clientDataJSON' | 'authenticatorData'>

/** What the device says, where browser and device both were at this site for this purpose, and its owner was there. */
function saidAt(site: Site, purpose: 'webauthn.create' | 'webauthn.get', response: Signed): AuthenticatorData | null {
  const told = readClientData(response.clientDataJSON)
  if (told === null || told.type !== purpose || told.origin !== site.origin || told.crossOrigin === true) return null
  const said = readAuthenticatorData(fromBase64(response.authenticatorData))
  if (said === null || !timingSafeEqual(said.hostHash, sha256(site.host))) return null
  return said.present && said.verified && !said.contradicts ? said : null
}

/** The key, if it is one that its algorithm takes and not a weak one. */
function keyOf(publicKey: string, algorithm: number): KeyObject | null {
  try {
    const key = createPublicKey({ key: fromBase64(publicKey), format: 'der', type: 'spki' })
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
    const fits =
      (algorithm === -7 && type === 'ec' && details?.namedCurve === 'prime256v1') ||
      (algorithm === -8 && type === 'ed25519') ||
      (algorithm === -257 && type === 'rsa' && (details?.modulusLength ?? 0) >= 2048)
    return fits ? key : null
  } catch {
    return null
  }
}

/**
 * A new key as it is kept; `null` where it was not made at this site by its owner. Nothing attests it (`attestation:
 * none`), so nothing is signed here: whose it is, the challenge and the password before it say (WebAuthn, 7.1).
 */
export function readMade(
  site: Site,
  { id, response }: MadePasskey,
): { credentialId: string; publicKey: string; algorithm: number; counter: number } | null {
  const said = saidAt(site, 'webauthn.create', response)
  if (said === null || said.credentialId !== id) return null
  const { publicKey, publicKeyAlgorithm: algorithm } = response
  return keyOf(publicKey, algorithm) === null ? null : { credentialId: id, publicKey, algorithm, counter: said.counter }
}

/** The counter that the device signed; `null` where the owner of the key did not sign this, at this site (WebAuthn, 7.2). */
export function counterOfShown(
  site: Site,
  { response }: ShownPasskey,
  { publicKey, algorithm }: { publicKey: string; algorithm: number },
): number | null {
  const said = saidAt(site, 'webauthn.get', response)
  const key = keyOf(publicKey, algorithm)
  if (said === null || key === null) return null
  const data = Buffer.concat([fromBase64(response.authenticatorData), sha256(fromBase64(response.clientDataJSON))])
  const isSigned = verify(algorithm === -8 ? null : 'sha256', data, key, fromBase64(response.signature))
  return isSigned ? said.counter : null
}
