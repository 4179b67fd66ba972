import { on } from '../live.ts'
import { hasUnsent } from './kept-unsent.ts'
import { countTalks } from './talk-counts.svelte.ts'

/** A busy inbox is counted no oftener than this. */
const PAUSE_MS = 2000
let isDue = false
function soon(): void {
  if (isDue) return
  isDue = true
  setTimeout(() => {
    isDue = false
    void countTalks()
  }, PAUSE_MS)
}

/** Counts for as long as the page is open, and sends what somebody wrote in the console while there was no contact. */
export function watchTalks(userId: string): void {
  void countTalks()
  on('talk', soon)
  on('gap', soon)
  // The console itself has a box of its own.
  if (!hasUnsent(userId) || location.pathname === '/console') return
  void import('./unsent-box.svelte.ts').then(
    ({ UnsentBox }) => new UnsentBox(userId, () => {}).start(),
    () => null,
  )
}
