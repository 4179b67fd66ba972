import { z } from 'zod'

/** What is sealed of a channel of Meta's. The token that Meta verifies us by is our own invention. */
const metaSecrets = z.strictObject({ appSecret: z.string(), token: z.string(), verifyToken: z.string() })
export type MetaSecrets = z.infer<typeof metaSecrets>

/** For what the secrets of a channel are sealed. */
export const aboutChannel = (id: string): string => `channel ${id}`

export const writeSecrets = (secrets: MetaSecrets): string => JSON.stringify(secrets)

/** @throws where it is not what `writeSecrets` wrote */
export const readSecrets = (text: string): MetaSecrets => metaSecrets.parse(JSON.parse(text))
