import { agentNow, call, clockAheadMs, isDemo, onEveryCall } from './api.ts'

/** Whether the agent answers, and the time by its clock; everything on the page that ages looks here. */
class Contact {
  /** The agent's time, ms since 1970, renewed every second. */
  now = $state(agentNow())
  lost = $state(false)
  /** It answers, but is starting or being updated, or something else answers at its address. */
  unready = $state(false)
  /** It answers, but cannot even say who is there: the page cannot begin. */
  stumbling = $state(false)
  /** Somebody asked it to start again, so its silence is no alarm. */
  restarting = $state(false)
  /** Since when the box is being updated, while it is away for that: ISO 8601. */
  updatingSince = $state<string | null>(null)
  /** When it last answered, by the agent's clock. */
  answeredAt = $state(agentNow())
  /** Set for ten seconds after contact came back: how long the gap was, ms. */
  gapMs = $state<number | null>(null)
  /** Questions without an answer, one after another. */
  tries = $state(0)
  clockAheadMs = $state(0)
  /** This is a demonstration: a pretend venue, whose mails stay here. */
  demo = $state(false)
}

export const contact = new Contact()

/** Asked every 2 s whether the last word is older than 3 s; with the question's own 3 s, silence shows within 8 s. */
const TICK_MS = 2000
const QUIET_MS = 3000
const PATIENCE_MS = 6000
const returns = new Set<() => void>()
let heardAt = Date.now()

/** Called when contact is back after a gap: what the page shows is from before. */
export const onReturn = (listener: () => void): (() => void) => {
  returns.add(listener)
  return () => returns.delete(listener)
}

/** An agent that goes for an update tells so, and still answers for some moments. */
const GOING_MS = 30_000
let goesAt = 0
let wasAway = false

/** The box is being updated: its silence is no alarm. */
export function goesForUpdate(since: string): void {
  if (contact.updatingSince === null) {
    goesAt = Date.now()
    wasAway = false
  }
  contact.updatingSince = since
}

/** The agent was heard: an answer, an event or a heartbeat. */
export function heard(): void {
  heardAt = Date.now()
  if (wasAway || Date.now() - goesAt > GOING_MS) contact.updatingSince = null
  const now = agentNow()
  if (contact.lost) {
    contact.gapMs = now - contact.answeredAt
    contact.lost = false
    setTimeout(() => {
      contact.gapMs = null
    }, 10_000)
    for (const listener of returns) listener()
  }
  contact.tries = 0
  contact.answeredAt = now
  contact.clockAheadMs = clockAheadMs()
  contact.demo = isDemo()
}

function missed(): void {
  wasAway = true
  contact.tries += 1
  const silentMs = Date.now() - heardAt
  if (silentMs >= PATIENCE_MS || (contact.tries >= 2 && silentMs >= QUIET_MS)) contact.lost = true
}

/** Asks the agent for a sign of life. */
export async function askForLife(): Promise<void> {
  await call('GET /healthz', { timeoutMs: 3000 })
}

let asking = false
async function poll(): Promise<void> {
  if (asking || document.visibilityState === 'hidden' || Date.now() - heardAt < QUIET_MS) return
  asking = true
  await askForLife()
  asking = false
}

/**
 * Starts the clock of the page and the questions to the agent; a stream that has fallen silent is noticed within 10 s.
 * `onAnswer` hears the status of every answer.
 */
export function watchContact(onAnswer: (status: number) => void): void {
  onEveryCall((answered, status, updatingSince) => {
    if (updatingSince !== undefined) goesForUpdate(updatingSince)
    contact.unready = answered ? status === 503 : status !== 0
    if (!answered) return missed()
    heard()
    onAnswer(status)
  })
  setInterval(() => {
    contact.now = agentNow()
  }, 1000)
  setInterval(() => void poll(), TICK_MS)
  document.addEventListener('visibilitychange', () => {
    contact.now = agentNow()
    void poll()
  })
}
