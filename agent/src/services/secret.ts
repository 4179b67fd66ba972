import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new secret of 256 bits, fit for a cookie, a header or an address. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** How a secret of 128 bits or more is kept: such a one cannot be guessed, so a plain SHA-256 (hex) is enough. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Whether two secrets are the same, in a time that tells nothing of where they differ. */
export const sameSecret = (one: string, other: string): boolean =>
  timingSafeEqual(createHash('sha256').update(one).digest(), createHash('sha256').update(other).digest())
