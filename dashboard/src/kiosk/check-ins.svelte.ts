import { agentNow, call } from '../api.ts'
import { onReturn } from '../contact.svelte.ts'
import { readAbout } from './pad.ts'
import { wayIn } from './way-in.svelte.ts'

/** What this iPad tells the agent of itself while a page of ours is open on it. */
class CheckIns {
  /** By the agent's clock, ms. */
  lastAt = $state<number | null>(null)
  rttMs = $state<number | null>(null)
  everySeconds = $state(60)
  failed = $state(false)
}

export const checkIns = new CheckIns()

/** After a tab was hidden its timers may have slept: it reports on return, if the last report is older than this. */
const YOUNG_MS = 10_000
let next: ReturnType<typeof setTimeout> | undefined

/** The shorter of two round trips: the first one may have had to open the connection. */
async function measure(): Promise<number | null> {
  const times: number[] = []
  for (let n = 0; n < 2; n += 1) {
    const begin = performance.now()
    const answer = await call('GET /healthz', { timeoutMs: 3000 })
    if (answer.ok) times.push(performance.now() - begin)
  }
  return times.length === 0 ? null : Math.round(Math.min(...times) * 10) / 10
}

/** Whether it has internet is not told: a browser knows only whether there is some network, and a wrong word is worse than none. */
export async function reportNow(): Promise<void> {
  clearTimeout(next)
  if (wayIn.pad === null) return
  const rttMs = await measure()
  const told = Object.fromEntries(Object.entries(readAbout()).filter(([, text]) => text !== ''))
  const answer = await call('POST /api/v1/checkins', { body: { ...told, ...(rttMs !== null && { rttMs }) } })
  checkIns.failed = !answer.ok
  if (answer.ok) {
    checkIns.lastAt = agentNow()
    checkIns.rttMs = rttMs
    checkIns.everySeconds = answer.value.everySeconds
  }
  clearTimeout(next)
  next = setTimeout(() => void reportNow(), checkIns.everySeconds * 1000)
}

/** Reports at the agent's pace until the end is called. */
export function startCheckIns(): () => void {
  const onShown = () => {
    const isOld = checkIns.lastAt === null || agentNow() - checkIns.lastAt > YOUNG_MS
    if (document.visibilityState === 'visible' && isOld) void reportNow()
  }
  document.addEventListener('visibilitychange', onShown)
  // An agent that was away knows nothing of this iPad until it hears of it.
  const leave = onReturn(() => void reportNow())
  void reportNow()
  return () => {
    leave()
    clearTimeout(next)
    document.removeEventListener('visibilitychange', onShown)
  }
}
