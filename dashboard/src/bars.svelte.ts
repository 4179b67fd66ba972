import { call } from './api.ts'
import { contact } from './contact.svelte.ts'
import { on } from './live.ts'

export interface DeviceBars {
  since: number
  stepMs: number
  slots: ReadonlyMap<string, string>
  /** Share of the watched time in which it was not down; `null` where nobody watched. */
  uptime: ReadonlyMap<string, number | null>
}

const renewMs = 5 * 60_000

/** How every device was in the last 24 hours: comes after the page, which does without, and is renewed while someone looks. */
export class Bars {
  now = $state.raw<DeviceBars | null>(null)

  /** Begins to load; returns the end. */
  start(): () => void {
    void this.#load()
    const renew = setInterval(() => {
      if (!contact.lost && document.visibilityState === 'visible') void this.#load()
    }, renewMs)
    const offGap = on('gap', () => void this.#load())
    return () => {
      clearInterval(renew)
      offGap()
    }
  }

  async #load(): Promise<void> {
    const answer = await call('GET /api/v1/devices/bars')
    if (!answer.ok) return
    const { since, stepSeconds, items } = answer.value
    this.now = {
      since: Date.parse(since),
      stepMs: stepSeconds * 1000,
      slots: new Map(items.map(({ deviceId, slots }) => [deviceId, slots])),
      uptime: new Map(
        items.map(({ deviceId, watchedSeconds, downSeconds }) => [
          deviceId,
          watchedSeconds === 0 ? null : 1 - downSeconds / watchedSeconds,
        ]),
      ),
    }
  }
}
