import { randomBytes } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'

export type StreamEvent = 'device' | 'activity' | 'incident' | 'notice' | 'discovery' | 'ticket'

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

const kept = 500

/** The last happenings, so that a listener who was away for a moment misses nothing. */
export function makeStreamLog() {
  /** Ids of an earlier run of the agent must not be taken for ours. */
  const run = randomBytes(4).toString('hex')
  const happenings: Happening[] = []
  let count = 0
  const encoder = new TextEncoder()

  return {
    add(event: StreamEvent, render: (reader: Reader) => Promise<object | null>): Happening {
      count += 1
      const id = `${run}-${count}`
      const frames = new Map<string, Promise<Uint8Array | null>>()
      const make = async (reader: Reader) => {
        const data = await render(reader)
        // JSON has no raw line feeds, so it is always one `data` line.
        return data === null ? null : encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
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

    /** What came after an event. An id that is not known any more gives all: they are whole resources, so none hurts. */
    after(id: string | null): Happening[] {
      if (id === null || id === '') return []
      return happenings.slice(happenings.findIndex((happening) => happening.id === id) + 1)
    },
  }
}
