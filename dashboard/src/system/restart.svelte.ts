import { call, type Trouble } from '../api.ts'
import { contact } from '../contact.svelte.ts'

/** What a restart takes at most before we no longer say that it is one, ms. */
const patienceMs = 60_000
const askEveryMs = 1000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Asks the agent to start again, and waits for it.
 * @returns what went wrong; `null` where it runs again
 */
export async function restart(before: string): Promise<Trouble | null> {
  const asked = await call('POST /api/v1/system/restart')
  if (!asked.ok) return asked.trouble
  contact.restarting = true
  const until = Date.now() + patienceMs
  let last: Trouble | null = null
  while (Date.now() < until) {
    await pause(askEveryMs)
    const answer = await call('GET /api/v1/system', { timeoutMs: 5000 })
    if (answer.ok && answer.value.startedAt !== before) {
      last = null
      break
    }
    last = answer.ok ? last : answer.trouble
  }
  contact.restarting = false
  return last
}
