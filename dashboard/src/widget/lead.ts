import { type Kept, randomLetters } from './kept.ts'

/** A tab that said nothing for so long is closed, or asleep. */
const silenceMs = 6000
const renewMs = 2000

/** Which of the tabs that show the same chat talks to the agent: the others see what it keeps. */
export interface Lead {
  /** Whether it is this one; takes it where no other has it. */
  mine(): boolean
  /** Takes it from whoever has it: somebody writes here. */
  take(): void
  stop(): void
}

interface Held {
  tab: string
  at: number
}

export function makeLead(kept: Kept): Lead {
  const tab = randomLetters(12)
  const take = () => kept.set('lead', { tab, at: Date.now() })
  const release = () => {
    if (kept.get<Held>('lead')?.tab === tab) kept.set('lead', null)
  }
  const mine = () => {
    const held = kept.get<Held>('lead')
    // Either way: a clock that was set back must not leave the chat to a tab that is gone.
    if (held !== null && held.tab !== tab && Math.abs(Date.now() - held.at) < silenceMs) return false
    take()
    return true
  }
  const timer = setInterval(() => {
    if (kept.get<Held>('lead')?.tab === tab) take()
  }, renewMs)
  addEventListener('pagehide', release)
  return {
    mine,
    take,
    stop() {
      clearInterval(timer)
      removeEventListener('pagehide', release)
      release()
    },
  }
}
