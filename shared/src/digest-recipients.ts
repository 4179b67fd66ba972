import type { Recipient } from './recipient.ts'

interface Digest {
  active: boolean
  test: boolean
  emails: readonly string[]
}

/** The digests that go out to their recipients: one in test goes to who saved it. */
export const digestsInForce = <T extends Digest>(all: readonly T[]): T[] =>
  all.filter(({ active, test }) => active && !test)

/** Without those who have stopped the mails. */
export const stillReached = (recipients: readonly Recipient[]): string[] =>
  recipients.filter(({ standing }) => standing !== 'stopped').map(({ email }) => email)

/** Everybody who gets one of these digests, each once, as first written. */
export const digestRecipients = (digests: readonly Pick<Digest, 'emails'>[]): string[] => {
  const byAddress = new Map<string, string>()
  for (const email of digests.flatMap(({ emails }) => emails)) {
    if (!byAddress.has(email.toLowerCase())) byAddress.set(email.toLowerCase(), email)
  }
  return [...byAddress.values()]
}
