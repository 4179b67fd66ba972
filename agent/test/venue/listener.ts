import type { Client, Happening } from './client.ts'
import type { Running } from './running.ts'

/** Everything that the agent's event stream told, so that tests wait for events and not for time. */
export interface Listener {
  heard: readonly Happening[]
  /**
   * The first event from number `from` on, earlier ones included, that `find` takes for what is meant.
   * @throws when `withinMs` have passed, with what was heard instead
   */
  until<T>(what: string, withinMs: number, from: number, find: (happening: Happening) => T | null): Promise<T>
}

/** Listens to the agent's event stream from now on; what is missed is told with the agent's own last words. */
export async function makeListener(client: Client, agent: Running): Promise<Listener> {
  const heard: Happening[] = []
  const waiting = new Set<(happening: Happening) => void>()
  await client.follow((happening) => {
    heard.push(happening)
    for (const look of [...waiting]) look(happening)
  })
  return {
    heard,
    until: (what, withinMs, from, find) =>
      new Promise((resolve, reject) => {
        for (const happening of heard.slice(from)) {
          const found = find(happening)
          if (found !== null) return resolve(found)
        }
        const look = (happening: Happening) => {
          const found = find(happening)
          if (found !== null) settle(() => resolve(found))
        }
        const settle = (done: () => void) => {
          clearTimeout(timer)
          waiting.delete(look)
          done()
        }
        const late = () => {
          const told = `${tell(heard.slice(from))}\n\nthe agent:\n${agent.said.slice(-20).join('\n')}`
          reject(new Error(`not heard within ${withinMs} ms: ${what}\n${told}`))
        }
        const timer = setTimeout(() => settle(late), withinMs)
        waiting.add(look)
      }),
  }
}

/** What was heard, in short, without the many events of devices that are well. */
function tell(happenings: readonly Happening[]): string {
  const lines = happenings.map(({ event, data }) => {
    const { name, deviceName, kind, cause, state, endedAt, rule } = data as Record<string, unknown>
    const code = typeof cause === 'string' ? cause : (cause as { code?: string } | null)?.code
    return [event, name ?? deviceName, state, kind, code, rule, endedAt].filter(Boolean).join(' ')
  })
  return [...new Set(lines)].slice(-40).join('\n')
}
