const OFF = 'sereno_worker'

/**
 * Sees to it that the page opens while the agent is away, too. `?worker=off` in the address ends that for this browser, and
 * `?worker=on` begins it again, should a worker ever be broken.
 */
export async function keepPage(wish: string | null): Promise<void> {
  if (wish === 'on') localStorage.removeItem(OFF)
  if (wish === 'off') localStorage.setItem(OFF, 'off')
  if (localStorage.getItem(OFF) === 'off') return endWorker()
  await register()
  const { active } = await navigator.serviceWorker.ready
  // What shows the last overview is wanted when nothing can be loaded any more.
  await import('./offline.ts')
  const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)
  active?.postMessage({ page: location.pathname, keep: ['/favicon.svg', ...loaded] })
}

const register = () => navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' })

/** Begins it at once, and for good: somebody asked for what only it can do. */
export async function registerWorker(): Promise<void> {
  localStorage.removeItem(OFF)
  await register()
}

async function endWorker(): Promise<void> {
  for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister()
  for (const name of await caches.keys()) await caches.delete(name)
  // It serves this page to its end.
  if (navigator.serviceWorker.controller !== null) location.reload()
}
