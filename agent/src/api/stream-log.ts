import { randomBytes } from 'node:crypto'
import type { Language } from '@sereno/shared/field.ts'

export type StreamEvent = 'device' | 'activity' | 'incident' | 'notice' | 'discovery'

/** One thing that happened, on its way to those who listen; its words are made once for each language. */
export interface Happening {
  id: string
  event: StreamEvent
  /** The bytes to send; `null` where there is nothing to tell any more (the device is gone). */
  frame(language: Language): Promise<Uint8Array | null>
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
    add(event: StreamEvent, render: (language: Language) => Promise<object | null>): Happening {
      count += 1
      const id = `${run}-${count}`
      const frames = new Map<Language, Promise<Uint8Array | null>>()
      const make = async (language: Language) => {
        const data = await render(language)
        // JSON has no raw line feeds, so it is always one `data` line.
        return data === null ? null : encoder.encode(`id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      }
      const happening: Happening = {
        id,
        event,
        frame(language) {
          const known = frames.get(language) ?? make(language)
          frames.set(language, known)
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
