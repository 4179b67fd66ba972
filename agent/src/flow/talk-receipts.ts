import type { ChannelEvent } from '../channels/channel.ts'
import type { Talk } from '../store/talk-types.ts'
import type { Bus } from './bus.ts'

type Receipt = Extract<ChannelEvent, { type: 'receipt' }>

/**
 * Writes down what a channel tells of our messages, by its ids of them or up to a moment. That moment is by the channel's
 * clock, and held against when each left, by ours: `aheadMs` is how far the channel's is ahead. One that waited for the line was
 * not read before that, however late the receipt comes.
 */
export async function takeReceipt(
  { talk, bus }: { talk: Talk; bus: Bus },
  channelId: string,
  receipt: Receipt,
  aheadMs: number,
): Promise<void> {
  const { state, externalIds, contactKey, upTo, fault } = receipt
  const tell = (conversationId: string, ids: readonly string[]) => {
    for (const id of ids) bus.emit('message.changed', conversationId, id)
  }
  if (externalIds.length > 0) {
    for (const id of await talk.receipts(channelId, state, externalIds, fault ?? undefined)) {
      const message = await talk.message(id)
      if (message === null) continue
      tell(message.conversationId, [id])
      // It waits for an answer again.
      if (state === 'failed') bus.emit('conversation.changed', message.conversationId)
    }
    return
  }
  if (upTo === null || state === 'failed') return
  const conversation = await talk.byContact(channelId, contactKey)
  if (conversation === null) return
  tell(conversation.id, await talk.receiptBy(conversation.id, state, upTo - aheadMs))
}
