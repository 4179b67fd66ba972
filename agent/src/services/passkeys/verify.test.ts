import { generateKeyPairSync } from 'node:crypto'
import { passkeyAlgorithms, type ShownPasskey } from '@sereno/shared/passkey.ts'
import {
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { describe, expect, it } from 'vitest'
import { Authenticator, type Odd } from '../../../test/fakes/authenticator.ts'
import { counterOfShown, readMade } from './verify.ts'

const site = { host: 'sereno.local', origin: 'https://sereno.local:7443' }
const creation = { challenge: 'Y2hhbGxlbmdl', rp: { id: site.host }, user: { id: 'YW5h' } }
const request = { challenge: 'Y2hhbGxlbmdl', rpId: site.host }

const good = (algorithm: (typeof passkeyAlgorithms)[number] = -7) => {
  const device = new Authenticator(algorithm)
  const kept = readMade(site, device.make(site.origin, creation))
  if (kept === null) throw new Error('a good key was refused')
  return { device, kept }
}

/** What is wrong with what a browser brings, and the challenge is not: that is the business of whoever gave it out. */
const wrongs: Record<string, Odd> = {
  'of another origin': { origin: 'https://sereno.local.evil.example' },
  'of the same name without HTTPS': { origin: 'http://sereno.local:7443' },
  'of another port': { origin: 'https://sereno.local:8443' },
  'from within a frame of another site': { crossOrigin: true },
  'for another host': { host: 'evil.example' },
  'with nobody there': { flags: 0x04 | 0x40 },
  'without PIN, finger or face': { flags: 0x01 | 0x40 },
  'copied though it must not be': { flags: 0x01 | 0x04 | 0x10 | 0x40 },
  'for another purpose': { type: 'payment.get' },
}

/** The same as the public package has it: the whole of CBOR around what the browser gives us without. */
function attested(made: ReturnType<Authenticator['make']>): RegistrationResponseJSON {
  const data = Buffer.from(made.response.authenticatorData, 'base64url')
  const length = Buffer.from([0x58, data.length])
  const map = Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex').subarray(0, -1)
  const attestationObject = Buffer.concat([map, length, data]).toString('base64url')
  const { clientDataJSON } = made.response
  const response = { clientDataJSON, attestationObject }
  return { id: made.id, rawId: made.id, type: 'public-key', clientExtensionResults: {}, response }
}

describe('a passkey that was just made', () => {
  it.each(passkeyAlgorithms)('is kept with its key, for COSE’s algorithm %d', (algorithm) => {
    const { device, kept } = good(algorithm)
    expect(kept).toEqual({ credentialId: device.id, publicKey: device.publicKey, algorithm, counter: 0 })
  })

  it.each(Object.entries(wrongs))('is refused %s, by the public package as well', async (_, odd) => {
    const made = new Authenticator().make(site.origin, creation, odd)
    expect(readMade(site, made)).toBeNull()
    await expect(theirs(made)).resolves.toBe(false)
  })

  it('is taken by the public package, too, where it is right', async () => {
    await expect(theirs(new Authenticator().make(site.origin, creation))).resolves.toBe(true)
  })

  it('is refused where its id, its key or its algorithm is not what it says', () => {
    const device = new Authenticator()
    expect(readMade(site, device.make(site.origin, creation, { id: new Authenticator().id }))).toBeNull()
    const made = device.make(site.origin, creation)
    const keys = {
      nonsense: Buffer.from('no key').toString('base64url'),
      'an RSA key of 1024 bits': spki(generateKeyPairSync('rsa', { modulusLength: 1024 })),
      'another curve': spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })),
      'of another algorithm': spki(generateKeyPairSync('ed25519')),
    }
    for (const publicKey of Object.values(keys)) {
      expect(readMade(site, { ...made, response: { ...made.response, publicKey } })).toBeNull()
    }
    for (const authenticatorData of ['', 'AA', made.response.authenticatorData.slice(0, 60)]) {
      expect(readMade(site, { ...made, response: { ...made.response, authenticatorData } })).toBeNull()
    }
  })
})

describe('a passkey that is shown', () => {
  it.each(passkeyAlgorithms)('tells its counter where it signed, by COSE’s algorithm %d', (algorithm) => {
    const { device, kept } = good(algorithm)
    expect([1, 2].map(() => counterOfShown(site, device.show(site.origin, request), kept))).toEqual([1, 2])
  })

  it.each(Object.entries(wrongs))('is refused %s, by the public package as well', async (_, odd) => {
    const { device, kept } = good()
    const shown = device.show(site.origin, request, { ...odd, ...(odd.flags && { flags: odd.flags & ~0x40 }) })
    expect(counterOfShown(site, shown, kept)).toBeNull()
    await expect(theirsShown(device, shown)).resolves.toBe(false)
  })

  it('is refused where another key signed, something else was signed, or nothing', async () => {
    const { device, kept } = good()
    const other = good()
    const shown = device.show(site.origin, request)
    expect(counterOfShown(site, shown, other.kept)).toBeNull()
    const later = device.show(site.origin, { ...request, challenge: 'b3RoZXI' })
    const swapped = { ...shown, response: { ...shown.response, clientDataJSON: later.response.clientDataJSON } }
    expect(counterOfShown(site, swapped, kept)).toBeNull()
    const mute = device.show(site.origin, request, { signature: Buffer.from([0]) })
    expect(counterOfShown(site, mute, kept)).toBeNull()
    await expect(theirsShown(device, shown)).resolves.toBe(true)
    await expect(theirsShown(device, swapped)).resolves.toBe(false)
  })

  it('is refused where it is no JSON, or too short', () => {
    const { device, kept } = good()
    const shown = device.show(site.origin, request)
    for (const clientDataJSON of ['AAAA', Buffer.from('[]').toString('base64url')]) {
      expect(counterOfShown(site, { ...shown, response: { ...shown.response, clientDataJSON } }, kept)).toBeNull()
    }
    const short = { ...shown, response: { ...shown.response, authenticatorData: 'AAAA' } }
    expect(counterOfShown(site, short, kept)).toBeNull()
  })
})

const spki = ({ publicKey }: ReturnType<typeof generateKeyPairSync>): string =>
  Buffer.from(publicKey.export({ format: 'der', type: 'spki' })).toString('base64url')

const expected = { expectedOrigin: site.origin, expectedRPID: site.host, requireUserVerification: true }

/** Frames of other sites the public package leaves to whoever calls it. */
const isFramed = ({ response }: { response: { clientDataJSON: string } }): boolean =>
  JSON.parse(Buffer.from(response.clientDataJSON, 'base64url').toString()).crossOrigin === true

/** What `@simplewebauthn/server` says of a new key. */
async function theirs(made: ReturnType<Authenticator['make']>): Promise<boolean> {
  try {
    const asked = { ...expected, response: attested(made), expectedChallenge: creation.challenge }
    return !isFramed(made) && (await verifyRegistrationResponse(asked)).verified
  } catch {
    return false
  }
}

/** What `@simplewebauthn/server` says of a key that is shown. */
async function theirsShown(device: Authenticator, shown: ShownPasskey): Promise<boolean> {
  try {
    const registered = await verifyRegistrationResponse({
      ...expected,
      response: attested(device.make(site.origin, creation)),
      expectedChallenge: creation.challenge,
    })
    const publicKey = registered.registrationInfo?.credential.publicKey ?? new Uint8Array()
    const { clientDataJSON, authenticatorData, signature } = shown.response
    const signed = { clientDataJSON, authenticatorData, signature }
    const response = { id: shown.id, rawId: shown.id, type: shown.type, clientExtensionResults: {}, response: signed }
    const credential = { id: device.id, publicKey, counter: 0 }
    const asked = { ...expected, response, expectedChallenge: request.challenge, credential }
    return !isFramed(shown) && (await verifyAuthenticationResponse(asked)).verified
  } catch {
    return false
  }
}
