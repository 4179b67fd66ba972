import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { StopLink } from '../store/recipient-types.ts'
import type { Store } from '../store/types.ts'

/** How the token of a link is kept: it has 256 bits and cannot be guessed. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** An address as recipients are kept by: any case is the same person. */
export const keyOf = (email: string): string => email.toLowerCase()

/**
 * A link by which whoever reads the mail can stop the mails to an address. Its token is behind the `#`: browsers send
 * that to nobody, so it stands in no log.
 */
export function makeStopLink({ publicUrl }: Pick<Config, 'publicUrl'>, email: string): { url: string; link: StopLink } {
  const token = randomBytes(32).toString('base64url')
  return { url: `${publicUrl}/opt-out#${token}`, link: { hash: hashOfToken(token), address: keyOf(email) } }
}

/** A link for each of these recipients, remembered before any mail carries it. */
export async function stopLinks(
  { store, clock, config }: { store: Pick<Store, 'recipients'>; clock: Clock; config: Pick<Config, 'publicUrl'> },
  emails: readonly string[],
): Promise<Map<string, string>> {
  const made = emails.map((email) => ({ email, ...makeStopLink(config, email) }))
  await store.recipients.addLinks(
    made.map(({ link }) => link),
    clock.now(),
  )
  return new Map(made.map(({ email, url }) => [email, url]))
}
