import type { ChatThread, VisitorMessage } from '@sereno/shared/api/chat.ts'
import { iso } from '../../clock.ts'
import type { ConversationRecord, TalkMessageRecord } from '../../store/talk-types.ts'
import type { Caller, House } from '../house.ts'
import { isOfVenue } from './known-visitor.ts'

/** So many messages are given at once. */
const mostAtOnce = 100
/** So often it is looked for more, where most of what is there is not for visitors. */
const mostLooks = 20

/**
 * A message as the visitor sees it; `null` for what is not for them: notes, who picked it, who has it now. Of whoever
 * answers they learn that it is one of the house. How devices were is for those `isOfVenue`.
 */
export function visitorView(message: TalkMessageRecord, ofVenue: boolean): VisitorMessage | null {
  const { id, sequence, kind, at, text, files, state, fault, event, clientId } = message
  const states = event?.type === 'states' ? (event.states ?? []) : null
  if ((kind !== 'in' && kind !== 'out') || (states !== null && !ofVenue)) return null
  return {
    id,
    sequence,
    from: kind === 'out' ? 'house' : 'me',
    at: iso(at),
    text,
    files: files.map((file) => ({ id: file.id, name: file.name, type: file.type, bytes: file.bytes })),
    state: kind === 'in' ? state : null,
    fault: kind === 'in' ? fault : null,
    clientId: kind === 'out' ? null : clientId,
    states,
  }
}

export const threadState = ({ pickerId, closedAt }: ConversationRecord): Pick<ChatThread, 'picked' | 'closed'> => ({
  picked: pickerId !== null && closedAt === null,
  closed: closedAt !== null,
})

/** Messages between two sequences, the newest hundred, in their order. */
export async function threadOf(
  house: House,
  conversation: ConversationRecord,
  caller: Caller | null,
  between: { after?: number | undefined; before?: number | undefined },
): Promise<ChatThread> {
  const { after, before } = between
  const ofVenue = isOfVenue(house, caller, conversation.contact)
  const items: VisitorMessage[] = []
  let until = before
  let hasMore = true
  for (let looks = 0; hasMore && items.length < mostAtOnce && looks < mostLooks; looks += 1) {
    const span = { ...(after !== undefined && { after }), ...(until !== undefined && { before: until }) }
    const found = await house.store.talk.messages(conversation.id, span, mostAtOnce)
    items.unshift(...found.items.flatMap((one) => visitorView(one, ofVenue) ?? []))
    until = found.items[0]?.sequence
    hasMore = found.hasMore && until !== undefined
  }
  const shown = items.slice(-mostAtOnce)
  return { items: shown, hasMore: hasMore || shown.length < items.length, ...threadState(conversation) }
}
