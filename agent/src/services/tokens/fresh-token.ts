import { randomUUID } from 'node:crypto'
import type { TokenRecord } from '../../store/token-types.ts'
import { hashSecret, newSecret } from '../secret.ts'

/** A secret for a header; by its beginning, scanners of leaked secrets know it. */
export const bearerSecret = (): string => `sereno_${newSecret()}`

type Given = Pick<TokenRecord, 'userId' | 'name' | 'scopes' | 'addresses' | 'expiresAt' | 'createdAt'>

/** A token that nobody has used yet, and its secret, of which only the hash is kept. */
export function freshToken(given: Given): { token: TokenRecord; secret: string } {
  const secret = bearerSecret()
  const token: TokenRecord = {
    ...given,
    id: randomUUID(),
    hash: hashSecret(secret),
    scopes: [...new Set(given.scopes)],
    addresses: [...new Set(given.addresses)],
    lastUsedAt: null,
    lastAddress: null,
    replacedAt: null,
    toldAt: null,
  }
  return { token, secret }
}
