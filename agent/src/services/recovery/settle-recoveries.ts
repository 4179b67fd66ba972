import { say } from '@sereno/shared/locales/index.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { MailedLink, Recovery, UserRecord } from '../../store/people-types.ts'
import type { House } from '../house.ts'
import { makeTurns } from '../in-turn.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'
import { mailedSecret } from './mailed-secret.ts'

/** How long a link to set a new password works. */
export const resetLifeMs = 30 * 60_000
/** An account gets no more mails of a kind than this while their links work: nobody's mailbox is filled by a stranger. */
const maxMails = 3

interface Settled {
  links: MailedLink[]
  mails: NewOutboxItem[]
}
const nothing: Settled = { links: [], mails: [] }

/** Of many asked at once, each sees the links of the ones before it. */
const inTurn = makeTurns()

/** Answers those who asked for a way back in, also what was asked before a restart; who is not there gets nothing. */
export const settleRecoveries = (house: House): Promise<void> => inTurn(house, () => settleAll(house))

async function settleAll(house: House): Promise<void> {
  const { waysIn } = house.store
  for (;;) {
    const waiting = await waysIn.asked()
    if (waiting.length === 0) return
    for (const recovery of waiting) {
      const { links, mails } = await settle(house, recovery)
      await waysIn.settle(recovery.id, links, mails)
      if (mails.length > 0) house.bus.emit('outbox.filled')
    }
  }
}

async function settle(house: House, { wanted, login, at }: Recovery): Promise<Settled> {
  const { people } = house.store
  // What was asked long ago, before the box was off, nobody waits for any more.
  if (house.clock.now() - at > resetLifeMs) return nothing
  if (wanted === 'usernames') return usernames(house, await people.usersOfEmail(login))
  const user = await people.findLogin(login)
  return user === null || user.disabledAt !== null ? nothing : reset(house, user)
}

async function reset(house: House, user: UserRecord): Promise<Settled> {
  const now = house.clock.now()
  const open = await house.store.waysIn.open('reset', user.id, now)
  if (open >= maxMails) return nothing
  const { link, token, code } = mailedSecret('reset', user, now, resetLifeMs)
  const language = languageTo(house, user)
  const letter = letterTo(house, user, {
    kind: 'reset',
    values: { username: user.username },
    action: { label: say(language, 'mail.reset.button'), url: `${house.config.publicUrl}/reset#${token}` },
    code,
    notes: [say(language, 'mail.letter.ignore')],
  })
  return { links: [link], mails: [letter] }
}

async function usernames(house: House, users: UserRecord[]): Promise<Settled> {
  const [first] = users
  if (first === undefined) return nothing
  const now = house.clock.now()
  if ((await house.store.waysIn.open('usernames', first.id, now)) >= maxMails) return nothing
  // Nobody gets its token: it stands there to be counted.
  const { link } = mailedSecret('usernames', first, now, resetLifeMs)
  const language = languageTo(house, first)
  const letter = letterTo(house, first, {
    kind: 'usernames',
    values: { n: users.length },
    facts: users.map(({ username }) => ({ label: say(language, 'mail.letter.username'), value: username })),
    action: { label: say(language, 'mail.usernames.button'), url: `${house.config.publicUrl}/login` },
    notes: [say(language, 'mail.letter.ignore')],
  })
  return { links: [link], mails: [letter] }
}
