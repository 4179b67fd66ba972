import { say } from '@sereno/shared/locales/index.ts'
import { spellTime } from '../../integrations/error-follow-up/spell.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { MailedLink, UserRecord } from '../../store/people-types.ts'
import type { Caller, House } from '../house.ts'
import { mailedSecret } from '../recovery/mailed-secret.ts'
import { venueTimezone } from '../venue/venue-timezone.ts'
import { languageTo, letterTo } from './letter-to.ts'

/** People read the welcome on Monday. */
const activateLifeMs = 7 * 86_400_000

/** The welcome of a new user: their username and a link to set the first password, which no mail ever carries. */
export function welcome(
  house: House,
  user: UserRecord,
  by: Pick<Caller, 'fullName'>,
): { link: MailedLink; letter: NewOutboxItem; token: string; code: string } {
  const language = languageTo(house, user)
  const { link, token, code } = mailedSecret('activate', user, house.clock.now(), activateLifeMs)
  const { publicUrl } = house.config
  const letter = letterTo(house, user, {
    kind: 'welcome',
    values: { username: user.username, by: by.fullName },
    facts: [
      { label: say(language, 'mail.letter.username'), value: user.username },
      { label: say(language, 'mail.letter.address'), value: publicUrl },
    ],
    action: { label: say(language, 'mail.welcome.button'), url: `${publicUrl}/reset#${token}` },
    code,
    steps: {
      title: say(language, 'mail.welcome.steps'),
      items: [
        say(language, 'mail.welcome.step_open', { address: publicUrl }),
        say(language, 'mail.welcome.step_login'),
        say(language, 'mail.welcome.step_enter'),
        say(language, 'mail.welcome.step_keep'),
      ],
    },
    notes: [
      say(language, 'mail.welcome.until', { time: spellTime(language, venueTimezone(house), link.expiresAt) }),
      say(language, 'mail.letter.spam'),
    ],
  })
  return { link, letter, token, code }
}
