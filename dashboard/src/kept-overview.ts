const OVERVIEW = '/api/v1/overview'

/** Where the browser lets a page keep what it loaded: on https or this very machine, never on plain HTTP in the LAN. */
export const canKeep = (): boolean => isSecureContext && 'serviceWorker' in navigator && 'caches' in globalThis

/** The last overview that this browser saw, for a page that finds the agent gone; `null` where nothing was kept. */
export async function keptOverview(): Promise<unknown> {
  if (!canKeep()) return null
  const kept = await caches.match(OVERVIEW, { ignoreVary: true }).catch(() => undefined)
  return kept?.json().catch(() => null) ?? null
}
