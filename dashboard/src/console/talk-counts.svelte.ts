import type { ConversationCounts } from '@sereno/shared/conversation.ts'
import { call } from '../api.ts'

/** How many conversations there are; the menu's badge and the console's trays show it. */
class TalkCounts {
  now = $state.raw<ConversationCounts | null>(null)
  /** What waits for me: what nobody has picked, and what is new in mine. */
  get waiting(): number {
    return this.now ? this.now.inbox + this.now.mineUnread : 0
  }
}
export const talkCounts = new TalkCounts()

export async function countTalks(): Promise<void> {
  const answer = await call('GET /api/v1/conversations/counts')
  if (answer.ok) talkCounts.now = answer.value
}
