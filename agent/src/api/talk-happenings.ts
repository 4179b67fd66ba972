import type { TalkMessage } from '@sereno/shared/conversation.ts'
import type { TalkReading } from '../services/conversations/tell-talk.ts'
import type { Caller } from '../services/house.ts'
import { frameOf, type TalkEventName, type TalkHappening } from './stream-log.ts'

/** How conversations look to who may read them. */
export interface TalkRenderers {
  read(conversationId: string): Promise<TalkReading | null>
  message(id: string): Promise<((caller: Caller) => TalkMessage) | null>
  isVisitorHere(conversationId: string): boolean
}

type Made = Omit<TalkHappening, 'id'>

/** How a conversation stands, to whoever may read it. */
export const standing = (id: string, conversationId: string): Made => ({
  event: 'conversation',
  conversationId,
  async prepare() {
    let bytes: Uint8Array | null = null
    return (reading, caller) => {
      if (!reading?.mayRead(caller)) return null
      bytes ??= frameOf(id, 'conversation', reading.conversation)
      return bytes
    }
  },
})

/** That it is out of somebody's sight, and no more; `null`: of all that may not read it. */
export const leaving = (id: string, conversationId: string, userId: string | null): Made => ({
  event: 'conversation',
  conversationId,
  async prepare() {
    const bytes = frameOf(id, 'conversation', { id: conversationId, gone: true })
    return (reading, caller) =>
      reading?.mayRead(caller) || (userId !== null && userId !== caller.userId) ? null : bytes
  },
})

/** A message as it is whenever it is told, to whoever may read its conversation. */
export function saying(id: string, conversationId: string, look: () => ReturnType<TalkRenderers['message']>): Made {
  return {
    event: 'message',
    conversationId,
    async prepare() {
      const view = await look()
      /** For whoever wrote it, and for the rest. */
      const frames = new Map<boolean, Uint8Array>()
      return (reading, caller) => {
        if (view === null || !reading?.mayRead(caller)) return null
        const message = view(caller)
        const bytes = frames.get(message.isMine) ?? frameOf(id, 'message', { conversationId, message })
        frames.set(message.isMine, bytes)
        return bytes
      }
    },
  }
}

/** Told to who listens now and may read the conversation, and kept for nobody. */
export const passing = (event: TalkEventName, conversationId: string, data: () => object): TalkHappening => ({
  id: '',
  event,
  conversationId,
  async prepare() {
    const bytes = frameOf(null, event, data())
    return (reading, caller) => (reading?.mayRead(caller) ? bytes : null)
  },
})
