import type { Tray } from '@sereno/shared/conversations.ts'
import type { ConversationRecord } from '../../store/talk-types.ts'
import type { Caller } from '../house.ts'

type Standing = Pick<ConversationRecord, 'pickerId' | 'closedAt'>

/** In which tray one is, for whoever may read it. */
export const trayOf = ({ pickerId, closedAt }: Standing): Tray =>
  closedAt !== null ? 'closed' : pickerId === null ? 'inbox' : 'mine'

/** Whether an operator may read one: what nobody has picked is everybody's until it is over, and the rest its picker's alone. */
export const mayRead = ({ pickerId, closedAt }: Standing, { userId }: Pick<Caller, 'userId'>): boolean =>
  pickerId === null ? closedAt === null : pickerId === userId
