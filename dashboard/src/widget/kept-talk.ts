import type { ChatSettings, VisitorMessage } from '@sereno/shared/api/chat.ts'
import type { TalkFile } from '@sereno/shared/conversation.ts'
import { type Kept, randomLetters } from './kept.ts'

/** Who the visitor is to the agent, and what they have read. */
export interface Me {
  /** Made up here, so that a start whose answer was lost finds what it began; empty until then. */
  token: string
  /** Of the conversation; `null` before it began. */
  id: string | null
  name: string
  /** Who the agent said that they are; `null`: nobody of the venue. Not there before it was asked. */
  who?: string | null
  /** Up to which sequence they have read, and up to which the agent knows that. */
  seen: number
  toldSeen: number
  /** Up to which the agent knows that it is here. */
  toldHere: number
}

/** What is on its way to the agent. */
export interface Waiting {
  key: string
  clientId: string
  text: string
  files: TalkFile[]
  at: number
  /** Not a text: how the devices are. */
  states: boolean
  /** The agent will not have it. */
  refused: boolean
}

export interface Thread {
  items: VisitorMessage[]
  hasEarlier: boolean
  picked: boolean
  closed: boolean
}

const mostKept = 60
const nobody: Me = { token: '', id: null, name: '', seen: 0, toldSeen: 0, toldHere: 0 }
const nothing: Thread = { items: [], hasEarlier: false, picked: false, closed: false }

/** A chat as this browser keeps it: over reloads, and for all tabs. */
export function keptTalk(kept: Kept) {
  const out = 'out:'
  const me = (): Me => ({ ...nobody, ...kept.get<Me>('me') })
  return {
    me,
    change: (changed: Partial<Me>) => kept.set('me', { ...me(), ...changed }),
    settings: () => kept.get<ChatSettings>('settings'),
    keepSettings: (settings: ChatSettings) => kept.set('settings', settings),
    thread: (): Thread => ({ ...nothing, ...kept.get<Thread>('thread') }),
    keepThread: (thread: Thread) => {
      const items = thread.items.slice(-mostKept)
      kept.set('thread', { ...thread, items, hasEarlier: thread.hasEarlier || items.length < thread.items.length })
    },
    /** In the order in which they were written, which a clock that is set back does not change. */
    waiting: () => kept.keys(out).flatMap((key) => kept.get<Waiting>(key) ?? []),
    add(words: Pick<Waiting, 'text' | 'files' | 'states'>) {
      const last = Number(
        kept
          .keys(out)
          .at(-1)
          ?.slice(out.length, out.length + 15) ?? 0,
      )
      const key = `${out}${String(Math.max(Date.now(), last + 1)).padStart(15, '0')}${randomLetters(6)}`
      kept.set(key, { ...words, key, clientId: randomLetters(22), at: Date.now(), refused: false })
    },
    put: (waiting: Waiting) => kept.set(waiting.key, waiting),
    drop: ({ key }: Waiting) => kept.set(key, null),
  }
}
export type KeptTalk = ReturnType<typeof keptTalk>
