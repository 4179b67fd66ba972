import { sound } from './preferences.ts'
import { onNews } from './problems.svelte.ts'
import type { Tune } from './tunes.ts'

const PAUSE_MS = 10_000
const KEY = 'sereno_chimed'

/** Whether this tab is the one to chime now; among all tabs of the browser at most one does in ten seconds. */
function isMine(now: number): boolean {
  try {
    const last = Number(localStorage.getItem(KEY))
    if (now - last < PAUSE_MS && last <= now) return false
    localStorage.setItem(KEY, String(now))
  } catch {
    // Without storage each tab speaks for itself.
  }
  return true
}

/** Chimes, if the reader wants that. The tab that is looked at goes first. */
export function chimeOnce(tune: Tune): void {
  if (sound.chosen() === 'off') return
  const wait = document.visibilityState === 'visible' ? 0 : 200 + Math.random() * 300
  setTimeout(async () => {
    if (!isMine(Date.now())) return
    const loaded = await import('./chime.ts').catch(() => null)
    await loaded?.chimeIfWanted(tune)
  }, wait)
}

/** Chimes at news. */
export function startSound(): void {
  onNews(({ kind }) => chimeOnce(kind))
}
