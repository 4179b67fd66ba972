import type { LinkPurpose, MailedLink, UserRecord } from '../../store/people-types.ts'
import { hashSecret, newSecret } from '../secret.ts'
import { inFives, newTypedCode, plainCode } from '../typed-code.ts'

const codeLength = 10

/** A new link for a user, the token that it carries, and the code that can be typed in its place. Only hashes are kept. */
export function mailedSecret(
  purpose: LinkPurpose,
  { id: userId, email }: Pick<UserRecord, 'id' | 'email'>,
  now: number,
  lifeMs: number,
): { link: MailedLink; token: string; code: string } {
  const token = newSecret()
  const code = newTypedCode(codeLength)
  const link = {
    hash: hashSecret(token),
    codeHash: hashSecret(code),
    purpose,
    userId,
    email,
    createdAt: now,
    expiresAt: now + lifeMs,
  }
  return { link, token, code: inFives(code) }
}

/** The hash by which a token or a code, as someone typed it, is found. */
export function hashTyped(typed: string): string {
  const code = plainCode(typed)
  return hashSecret(code.length === codeLength ? code : typed)
}
