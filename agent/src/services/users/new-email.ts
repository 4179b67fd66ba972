import { say } from '@sereno/shared/locales/index.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { MailedLink, UserPatch, UserRecord } from '../../store/people-types.ts'
import type { Caller, House } from '../house.ts'
import { mailedSecret } from '../recovery/mailed-secret.ts'
import { languageTo, letterTo } from './letter-to.ts'
import { welcome } from './welcome.ts'

const confirmLifeMs = 3 * 86_400_000

interface Move {
  patch: UserPatch
  links: MailedLink[]
  mails: NewOutboxItem[]
}

/**
 * What changes with an e-mail. One that is confirmed stays until the new one is, and is told; one that never was gives
 * way at once, for nothing shows that it is anybody's. Who has not come in yet is welcomed there anew.
 */
export function newEmail(house: House, user: UserRecord, email: string, by: Pick<Caller, 'fullName'>): Move {
  if (email === user.email) return { patch: { newEmail: null }, links: [], mails: [] }
  // Should the old one be confirmed in this very moment, that says nothing of the new one.
  const patch: UserPatch = { email, newEmail: null, emailConfirmedAt: null }
  if (user.passwordHash === '') {
    const { link, letter } = welcome(house, { ...user, email }, by)
    return { patch, links: [link], mails: [letter] }
  }
  const { links, mails } = confirmation(house, user, email)
  if (user.emailConfirmedAt === null) return { patch, links, mails }
  const told = letterTo(house, user, {
    kind: 'email_changing',
    values: { username: user.username, email },
    notes: [say(languageTo(house, user), 'mail.letter.not_you')],
  })
  return { patch: { newEmail: email }, links, mails: [...mails, told] }
}

/** The mail that asks whether an address is theirs. */
export function confirmation(house: House, user: UserRecord, email: string): Omit<Move, 'patch'> {
  const language = languageTo(house, user)
  const { link, token } = mailedSecret('confirm_email', { id: user.id, email }, house.clock.now(), confirmLifeMs)
  const url = `${house.config.publicUrl}/confirm#${token}`
  const letter = letterTo(
    house,
    user,
    {
      kind: 'confirm_email',
      values: { email },
      action: { label: say(language, 'mail.confirm_email.button'), url },
    },
    email,
  )
  return { links: [{ ...link, codeHash: null }], mails: [letter] }
}
