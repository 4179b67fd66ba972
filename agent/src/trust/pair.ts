import { createHash } from 'node:crypto'

/** A certificate (DER) and the private key that belongs to it (PKCS #8, PEM). */
export interface Pair {
  certificate: Buffer
  key: string
}

/** As servers and people's programs take it. */
export const pemCertificate = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?!$)/gu, '$&\n')}\n-----END CERTIFICATE-----\n`

/** SHA-256 of a certificate, as systems show it: pairs of capitals with colons. */
export const fingerprintOf = (der: Buffer): string =>
  createHash('sha256')
    .update(der)
    .digest('hex')
    .toUpperCase()
    .replace(/..(?!$)/gu, '$&:')
