/** It must not be in the way of the first view. */
const IDLE_MS = 3000

/** Where the browser lets a page keep what it loaded: on https or this very machine, never on plain HTTP in the LAN. */
const canKeep = () => isSecureContext && 'serviceWorker' in navigator && 'caches' in globalThis

/** Begins to keep the page; without a worker everything works as on plain HTTP. */
export function startWorker(): void {
  if (!canKeep()) return
  const wish = new URLSearchParams(location.search).get('worker')
  const begin = () => import('./page-worker.ts').then(({ keepPage }) => keepPage(wish)).catch(() => {})
  setTimeout(begin, wish === 'off' ? 0 : IDLE_MS)
}
