import { say, type Values } from '@sereno/shared/locales/index.ts'
import type { NewOutboxItem } from '../../store/outbox-types.ts'
import type { OwnedToken } from '../../store/token-types.ts'
import type { House } from '../house.ts'
import { languageTo, letterTo } from '../users/letter-to.ts'

/** A letter to the person as whom a token acts. */
export const tokenLetter = (
  house: House,
  { token, user }: OwnedToken,
  kind: 'token_revoked' | 'token_replaced' | 'token_expiring',
  values: Values,
): NewOutboxItem =>
  letterTo(house, user, {
    kind,
    values: { name: token.name, ...values },
    action: {
      label: say(languageTo(house, user), 'mail.token.button'),
      url: `${house.config.publicUrl}/account/tokens`,
    },
  })
