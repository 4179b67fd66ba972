import { z } from 'zod'
import { id, line, moment } from './field.ts'

/** A key of a person that their device, or its keychain, keeps for them. */
export const passkey = z.strictObject({
  id,
  name: z.string(),
  /** The host name at which it works, and nowhere else. */
  host: z.string(),
  createdAt: moment,
  lastUsedAt: moment.nullable(),
})
export type Passkey = z.infer<typeof passkey>

export const passkeyName = line(1, 60)

/** Bytes as WebAuthn writes them in JSON: base64url. */
const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[\w-]+$/u)
/** A credential id has at most 1023 bytes. */
const credentialId = bytes(1364)
const clientData = bytes(8192)
const authenticatorData = bytes(8192)
const type = z.literal('public-key')
const transport = z.string().max(32)
const known = z.strictObject({ id: z.string(), type, transports: z.array(z.string()) })

/** COSE's numbers of what keys may sign with: ES256, EdDSA, RS256. */
export const passkeyAlgorithms = [-7, -8, -257] as const
const algorithm = z.literal(passkeyAlgorithms)

/** As `PublicKeyCredentialCreationOptionsJSON` has it. */
export const passkeyCreation = z.strictObject({
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  challenge: z.string(),
  pubKeyCredParams: z.array(z.strictObject({ type, alg: algorithm })),
  timeout: z.number(),
  excludeCredentials: z.array(known),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
  attestation: z.literal('none'),
})

/** As `PublicKeyCredentialRequestOptionsJSON` has it. */
export const passkeyRequest = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  timeout: z.number(),
  userVerification: z.literal('required'),
})

/** What a browser brings of a new key, as `RegistrationResponseJSON` has it; what we have no use for is left out. */
export const madePasskey = z.object({
  id: credentialId,
  type,
  response: z.object({
    clientDataJSON: clientData,
    authenticatorData,
    /** SubjectPublicKeyInfo. */
    publicKey: bytes(4096),
    publicKeyAlgorithm: algorithm,
    transports: z.array(transport).max(8).default([]),
  }),
})
export type MadePasskey = z.infer<typeof madePasskey>

/** What a browser brings of a key it has, as `AuthenticationResponseJSON` has it. */
export const shownPasskey = z.object({
  id: credentialId,
  type,
  response: z.object({
    clientDataJSON: clientData,
    authenticatorData,
    signature: bytes(2048),
    userHandle: bytes(128).nullish(),
  }),
})
export type ShownPasskey = z.infer<typeof shownPasskey>
