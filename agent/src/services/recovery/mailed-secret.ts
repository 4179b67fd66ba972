import { randomInt } from 'node:crypto'
import type { LinkPurpose, MailedLink, UserRecord } from '../../store/people-types.ts'
import { hashSecret, newSecret } from '../secret.ts'

/** No letter or digit that is taken for another, as in the claim code. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
const codeLength = 10

/** A new link for a user, the token that it carries, and the code that can be typed in its place. Only hashes are kept. */
export function mailedSecret(
  purpose: LinkPurpose,
  { id: userId, email }: Pick<UserRecord, 'id' | 'email'>,
  now: number,
  lifeMs: number,
): { link: MailedLink; token: string; code: string } {
  const token = newSecret()
  const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('')
  const link = {
    hash: hashSecret(token),
    codeHash: hashSecret(code),
    purpose,
    userId,
    email,
    createdAt: now,
    expiresAt: now + lifeMs,
  }
  return { link, token, code: `${code.slice(0, 5)}-${code.slice(5)}` }
}

/** The hash by which a token or a code, as someone typed it, is found. */
export function hashTyped(typed: string): string {
  const code = typed.toUpperCase().replace(/[^A-Z0-9]/gu, '')
  return hashSecret(code.length === codeLength ? code : typed)
}
