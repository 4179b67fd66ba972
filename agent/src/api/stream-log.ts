import { randomBytes } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'
import type { TalkReading } from '../services/conversations/tell-talk.ts'
import type { Caller } from '../services/house.ts'

type StreamEvent = 'device' | 'activity' | 'incident' | 'notice' | 'discovery' | 'ticket' | 'channel'
export type TalkEventName = 'conversation' | 'message' | 'typing' | 'visitor'

/** To whom something is told: in a language, and as the staff's iPad may see it or whole. */
export interface Reader {
  language: Language
  isStaff: boolean
}

/** One thing that happened, on its way to those who listen; its words are made once for each kind of reader. */
export interface Happening {
  id: string
  event: StreamEvent
  /** The bytes to send; `null` where there is nothing to tell any more (the device is gone). */
  frame(reader: Reader): Promise<Uint8Array | null>
}

/** One thing that happened in a conversation: who may hear of it is asked anew whenever it is told. */
export interface TalkHappening {
  id: string
  event: TalkEventName
  conversationId: string
  /** Looks up what there is to tell. What it gives back says what each listener gets, by how the conversation is now. */
  prepare(): Promise<(reading: TalkReading | null, caller: Caller) => Uint8Array | null>
}

const kept = 500
/** What is said must not drive out what devices do, and a listener who comes back is not to ask for thousands. */
const keptTalk = 200
const encoder = new TextEncoder()

/** The bytes of an event. Without an id for what nobody is told who was away. */
export const frameOf = (id: string | null, event: StreamEvent | TalkEventName | 'talk', data: object): Uint8Array =>
  // JSON has no raw line feeds, so it is always one `data` line.
  encoder.encode(`${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)

/** The last happenings, so that a listener who was away for a moment misses nothing. */
export function makeStreamLog() {
  /** Ids of an earlier run of the agent must not be taken for ours. */
  const run = randomBytes(4).toString('hex')
  const happenings: Happening[] = []
  const talk: TalkHappening[] = []
  let count = 0
  /** The last of a conversation that nobody is told any more. */
  let forgotten = 0
  const numberOf = ({ id }: { id: string }) => Number(id.slice(run.length + 1))
  const nextId = () => {
    count += 1
    return `${run}-${count}`
  }

  return {
    add(event: StreamEvent, render: (reader: Reader) => Promise<object | null>): Happening {
      const id = nextId()
      const frames = new Map<string, Promise<Uint8Array | null>>()
      const make = async (reader: Reader) => {
        const data = await render(reader)
        return data === null ? null : frameOf(id, event, data)
      }
      const happening: Happening = {
        id,
        event,
        frame(reader) {
          const key = `${reader.language} ${reader.isStaff}`
          const known = frames.get(key) ?? make(reader)
          frames.set(key, known)
          return known
        },
      }
      happenings.push(happening)
      if (happenings.length > kept) happenings.shift()
      return happening
    },

    addTalk(make: (id: string) => Omit<TalkHappening, 'id'>): TalkHappening {
      const id = nextId()
      const happening = { id, ...make(id) }
      talk.push(happening)
      if (talk.length > keptTalk) forgotten = numberOf(talk.shift() ?? happening)
      return happening
    },

    /** Whether something in conversations came after an event that `after` does not give; of an earlier run nobody knows. */
    missesTalk: (id: string | null): boolean =>
      id !== null && id !== '' && (!id.startsWith(`${run}-`) || numberOf({ id }) < forgotten),

    /** What came after an event. An id that is not known any more gives all: they are whole resources, so none hurts. */
    after(id: string | null): (Happening | TalkHappening)[] {
      if (id === null || id === '') return []
      const since = id.startsWith(`${run}-`) ? numberOf({ id }) : 0
      const all = [...happenings, ...talk].filter((one) => numberOf(one) > since)
      return all.toSorted((one, other) => numberOf(one) - numberOf(other))
    },
  }
}
export type StreamLog = ReturnType<typeof makeStreamLog>
